import { BRASS, DARK, PAPER, shade, STEEL, type Paint } from '../paint.ts';

export const sound = {
  headphones: (p: Paint) => {
    const cup = p.draw.between(62, 80);
    const band = p.draw.pick([DARK, p.base, '#a86c3d']);
    const side = (x: number, flip: number) =>
      `<rect x="${x - 8}" y="280" width="16" height="70" fill="${p.round(STEEL)}"/><ellipse cx="${x - flip * 24}" cy="390" rx="34" ry="${cup + 22}" fill="${p.round(DARK)}"/><ellipse cx="${x + flip * 8}" cy="390" rx="46" ry="${cup + 26}" fill="${p.ball(p.base)}"/>` +
      `<ellipse cx="${x + flip * 14}" cy="390" rx="24" ry="${cup - 16}" fill="none" stroke="${shade(p.base, 0.4)}" stroke-width="4" opacity=".7"/>`;
    return (
      p.shadow(300, 500, 230) +
      `<path d="M150 330Q140 100 300 100T450 330" fill="none" stroke="${band}" stroke-width="32"/><path d="M166 290Q176 128 300 126T434 290" fill="none" stroke="${shade(band, 0.3)}" stroke-width="6" opacity=".6"/>${side(150, -1)}${side(450, 1)}`
    );
  },
  earbuds: (p: Paint) => {
    const stem = p.draw.between(70, 130);
    const bud = (x: number, flip: number) =>
      `<rect x="${x - 15}" y="170" width="30" height="${stem + 40}" rx="15" fill="${p.round(p.base)}"/><circle cx="${x}" cy="160" r="44" fill="${p.ball(p.base)}"/><ellipse cx="${x + flip * 40}" cy="168" rx="20" ry="26" fill="${p.ball(DARK)}"/><circle cx="${x - flip * 8}" cy="150" r="8" fill="${shade(p.base, -0.5)}"/>`;
    return (
      p.shadow(300, 512, 190) +
      `<rect x="150" y="360" width="300" height="150" rx="70" fill="${p.down(shade(p.base, 0.05))}"/><path d="M152 416H448" stroke="${shade(p.base, -0.4)}" stroke-width="4"/><circle cx="300" cy="440" r="6" fill="#8fd694"/>${bud(220, 1)}${bud(380, -1)}`
    );
  },
  speaker: (p: Paint) => {
    const tall = p.feature !== 'portable';
    const [x, y, w, h] = tall ? [180, 120, 240, 376] : [90, 236, 420, 260];
    const cloth = Array.from(
      { length: Math.floor(h / 16) },
      (_, i) =>
        `<path d="M${x + 16} ${y + 14 + i * 16}H${x + w - 16}" stroke="#000" stroke-width="5" stroke-dasharray="5 5" opacity=".15"/>`,
    ).join('');
    const face = tall
      ? `<circle cx="300" cy="${y + 90}" r="42" fill="${p.ball(DARK)}"/><circle cx="300" cy="${y + 246}" r="88" fill="${p.ball(DARK)}"/><circle cx="300" cy="${y + 246}" r="34" fill="${p.ball(STEEL)}"/>`
      : `${cloth}<rect x="270" y="${y + h - 48}" width="60" height="14" rx="7" fill="${BRASS}"/>`;
    const grip = tall
      ? ''
      : `<path d="M220 240q0 -70 80 -70t80 70" fill="none" stroke="#a86c3d" stroke-width="16"/>`;
    return (
      p.shadow(300, 498, w * 0.62) +
      grip +
      `<rect x="${x}" y="${y}" width="${w}" height="${h}" rx="${p.draw.whole(18, 60)}" fill="${p.round(p.base)}"/>${face}`
    );
  },
  radio: (p: Paint) =>
    p.shadow(300, 490, 270) +
    `<path d="M200 220V160q0 -16 16 -16H384q16 0 16 16V220" fill="none" stroke="#a86c3d" stroke-width="16"/><path d="M440 220L500 60" stroke="${STEEL}" stroke-width="6"/><circle cx="500" cy="58" r="7" fill="${STEEL}"/>` +
    `<rect x="80" y="212" width="440" height="272" rx="${p.draw.whole(22, 60)}" fill="${p.down(p.base)}"/><rect x="112" y="246" width="206" height="204" rx="16" fill="${PAPER}"/>` +
    Array.from(
      { length: 9 },
      (_, i) =>
        `<path d="M126 ${266 + i * 21}H304" stroke="${shade(p.base, -0.4)}" stroke-width="6" stroke-dasharray="5 6" opacity=".6"/>`,
    ).join('') +
    `<rect x="346" y="250" width="142" height="62" rx="8" fill="#f3e4b8"/><path d="M360 292H476M370 292v-10M400 292v-16M430 292v-10M460 292v-16" stroke="#5b4a2c" stroke-width="3"/><path d="M${p.draw.whole(376, 460)} 256V306" stroke="#c4352c" stroke-width="4"/>` +
    [386, 452]
      .map(
        (x) =>
          `<circle cx="${x}" cy="386" r="36" fill="${p.ball(BRASS)}"/><path d="M${x} 386l14 -24" stroke="${DARK}" stroke-width="5"/>`,
      )
      .join(''),
};
