import { BRASS, DARK, PAPER, shade, STEEL, WOOD, type Paint } from '../paint.ts';

/** Geometric art for a cover of 250 × 360 at (190, 110). */
function coverArt(p: Paint): string {
  const a = p.draw.pick([shade(p.base, 0.6), '#f0d9a8', '#efe6d8', '#e0a48a']);
  const b = p.draw.pick([shade(p.base, -0.45), '#1f2d3d', '#c4513a']);
  const hills = `<path d="M190 400q70 -90 130 -40t120 -50V470H190Z" fill="${b}"/><path d="M190 430q90 -60 150 -10t100 -20v70H190Z" fill="${shade(b, 0.2)}"/><circle cx="${p.draw.whole(260, 380)}" cy="300" r="38" fill="${a}"/>`;
  const arcs = [120, 88, 56]
    .map(
      (r, i) =>
        `<path d="M${315 - r} 470a${r} ${r} 0 0 1 ${2 * r} 0Z" fill="${i % 2 === 0 ? a : b}"/>`,
    )
    .join('');
  const leaf = `<path d="M315 460V300" stroke="${a}" stroke-width="6"/>${[320, 360, 400].map((y) => `<path d="M315 ${y}q44 -8 58 -50q-46 4 -58 50ZM315 ${y + 16}q-44 -8 -58 -50q46 4 58 50Z" fill="${a}"/>`).join('')}`;
  const windows = Array.from(
    { length: 9 },
    (_, i) =>
      `<rect x="${236 + (i % 3) * 58}" y="${290 + Math.floor(i / 3) * 58}" width="40" height="40" fill="${p.draw.chance(0.5) ? a : b}"/>`,
  ).join('');
  const waves = [330, 366, 402, 438]
    .map(
      (y, i) =>
        `<path d="M190 ${y}q32 -26 62 0t62 0t62 0t64 0V470H190Z" fill="${i % 2 === 0 ? b : a}" opacity=".85"/>`,
    )
    .join('');
  return p.draw.pick([hills, arcs, leaf, windows, waves]);
}

export const paper = {
  book: (p: Paint) => {
    const ink = p.draw.pick([PAPER, '#f3dfae', '#ffffff']);
    return (
      p.shadow(320, 486, 200) +
      `<path d="M440 124l30 -14V462l-30 12Z" fill="#e9e1cf"/><path d="M190 110l30 -14H470l-30 14Z" fill="#f6f0e2"/><rect x="190" y="110" width="250" height="364" rx="3" fill="${p.down(p.base)}"/>` +
      coverArt(p) +
      `<rect x="190" y="110" width="20" height="364" fill="#000" opacity=".14"/><rect x="230" y="150" width="${p.draw.whole(120, 170)}" height="20" fill="${ink}"/><rect x="230" y="182" width="${p.draw.whole(80, 150)}" height="20" fill="${ink}"/><rect x="230" y="222" width="90" height="8" fill="${ink}" opacity=".7"/>`
    );
  },
  notebook: (p: Paint) => {
    const band = shade(p.base, -0.5);
    return (
      `<g transform="rotate(${p.draw.between(-12, 4)} 300 300)"><rect x="170" y="104" width="290" height="400" rx="14" fill="#2a2018" opacity=".16"/><rect x="164" y="98" width="284" height="396" rx="12" fill="${PAPER}"/><rect x="156" y="92" width="284" height="396" rx="14" fill="${p.down(p.base)}"/>` +
      `<rect x="156" y="92" width="34" height="396" rx="12" fill="#000" opacity=".12"/>` +
      p.draw.pick([
        `<rect x="390" y="92" width="15" height="396" fill="${band}"/>`,
        `<rect x="240" y="160" width="150" height="84" rx="4" fill="${PAPER}"/><rect x="264" y="190" width="102" height="6" fill="#8a8072"/><rect x="264" y="208" width="102" height="6" fill="#8a8072"/>`,
      ]) +
      `<path d="M330 488v54l12 -12l12 12V488Z" fill="${p.draw.pick(['#c4352c', '#d49a26', band])}"/></g>`
    );
  },
  pen: (p: Paint) => {
    const trim = p.draw.pick([STEEL, BRASS]);
    const fountain = `<path d="M520 282q44 4 66 18q-22 14 -66 18Z" fill="${p.down(trim)}"/><path d="M540 300h40" stroke="${DARK}" stroke-width="2"/>`;
    const point = `<path d="M520 286L580 300L520 314Z" fill="${trim}"/>`;
    const tip = p.feature === 'fountain' ? fountain : point;
    return (
      `<g transform="rotate(-34 300 300)"><rect x="40" y="330" width="520" height="16" rx="8" fill="#2a2018" opacity=".13"/>${tip}<rect x="440" y="278" width="84" height="44" rx="6" fill="${p.down(shade(p.base, -0.2))}"/><rect x="60" y="274" width="300" height="52" rx="24" fill="${p.down(p.base)}"/><rect x="340" y="274" width="106" height="52" fill="${p.down(p.base)}"/>` +
      `<rect x="330" y="272" width="15" height="56" fill="${p.down(trim)}"/><rect x="432" y="276" width="9" height="48" fill="${p.down(trim)}"/><path d="M76 268H230q10 0 10 9H76Z" fill="${trim}"/><path d="M80 286H420" stroke="#fff" stroke-width="5" opacity=".35"/></g>`
    );
  },
  pencils: (p: Paint) => {
    const set = [p.base, '#c4352c', '#d49a26', '#2f5041', '#2b56a6', '#5f3556', '#2f8583'];
    const row = set.map((colour, i) => {
      const x = 130 + i * 50;
      return `<path d="M${x} 190l18 -56l18 56Z" fill="${shade(WOOD, 0.4)}"/><path d="M${x + 12} 153l6 -19l6 19Z" fill="${colour}"/><rect x="${x}" y="188" width="36" height="220" fill="${p.round(colour)}"/>`;
    });
    return (
      p.shadow(300, 496, 240) +
      row.join('') +
      `<rect x="100" y="${p.draw.whole(330, 380)}" width="400" height="140" rx="12" fill="${p.down(p.base)}"/><rect x="220" y="400" width="160" height="44" rx="4" fill="${PAPER}"/><rect x="244" y="418" width="112" height="7" fill="#6b6154"/>`
    );
  },
};
