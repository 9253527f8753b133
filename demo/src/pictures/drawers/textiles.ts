import { PAPER, shade, type Paint } from '../paint.ts';

/** Rows of a woven pattern within a rectangle. */
function weave(p: Paint, x: number, y: number, width: number, height: number): string {
  const second = p.draw.pick([shade(p.base, 0.45), shade(p.base, -0.4), '#e9dfc8', '#2f3a44']);
  const step = p.draw.pick([28, 36, 48]);
  const rows = Math.floor(height / step);
  const row = p.draw.pick<(at: number) => string>([
    (at) =>
      `<rect x="${x}" y="${at}" width="${width}" height="${step / 3}" fill="${second}" opacity=".75"/>`,
    (at) => zigzag(x, at, width, step, second),
    (at) => diamonds(x, at, width, step, second),
    (at) =>
      `<path d="M${x} ${at}H${x + width}" stroke="${second}" stroke-width="5" stroke-dasharray="${step / 2} ${step / 3}" opacity=".8"/>`,
  ]);
  return Array.from({ length: rows }, (_, i) => row(y + i * step + step / 3)).join('');
}

function zigzag(x: number, y: number, width: number, step: number, colour: string): string {
  const teeth = Math.floor(width / step);
  const points = Array.from(
    { length: teeth * 2 + 1 },
    (_, i) => `${x + (i * width) / (teeth * 2)},${y + (i % 2) * (step * 0.45)}`,
  );
  return `<polyline points="${points.join(' ')}" fill="none" stroke="${colour}" stroke-width="6" opacity=".8"/>`;
}

function diamonds(x: number, y: number, width: number, step: number, colour: string): string {
  const count = Math.floor(width / step);
  const half = step * 0.3;
  return Array.from({ length: count }, (_, i) => {
    const at = x + ((i + 0.5) * width) / count;
    return `<path d="M${at} ${y - half}l${half} ${half}l${-half} ${half}l${-half} ${-half}Z" fill="${colour}" opacity=".8"/>`;
  }).join('');
}

function fringe(x: number, y: number, width: number, colour: string): string {
  return `<path d="M${x} ${y}H${x + width}" stroke="${colour}" stroke-width="20" stroke-dasharray="4 5"/>`;
}

export const textiles = {
  rug: (p: Paint) => {
    const inset = p.draw.chance(0.6)
      ? `<rect x="130" y="146" width="340" height="308" fill="none" stroke="${shade(p.base, -0.35)}" stroke-width="7"/>`
      : '';
    return (
      `<rect x="108" y="126" width="400" height="364" fill="#2a2018" opacity=".16"/>` +
      (p.feature === 'fringed' ? fringe(100, 112, 400, PAPER) + fringe(100, 488, 400, PAPER) : '') +
      `<rect x="100" y="120" width="400" height="360" rx="4" fill="${p.down(p.base)}"/>${inset}${weave(p, 140, 156, 320, 288)}`
    );
  },
  runner: (p: Paint) =>
    `<g transform="rotate(${p.draw.between(-16, 16)} 300 300)"><rect x="216" y="64" width="184" height="488" fill="#2a2018" opacity=".16"/>${fringe(208, 50, 180, PAPER)}${fringe(208, 552, 180, PAPER)}` +
    `<rect x="208" y="58" width="180" height="488" rx="3" fill="${p.down(p.base)}"/>${weave(p, 222, 76, 152, 452)}</g>`,
  duvet: (p: Paint) =>
    p.shadow(300, 488, 260) +
    `<rect x="70" y="150" width="460" height="190" rx="22" fill="#b08f68"/>` +
    [96, 312]
      .map(
        (x) =>
          `<path d="M${x} 250q-8 -66 40 -64q50 -8 104 0q50 0 44 64q4 56 -40 54h-108q-44 4 -40 -54Z" fill="${p.down(shade(p.base, 0.3))}"/>`,
      )
      .join('') +
    `<path d="M60 300q120 -26 240 0t240 -6V470q0 26 -30 26H90q-30 0 -30 -26Z" fill="${p.down(p.base)}"/><path d="M60 302q120 -26 240 0t240 -6v56q-120 22 -240 2t-240 4Z" fill="${shade(p.base, 0.34)}"/>` +
    (p.feature === 'striped'
      ? Array.from(
          { length: 12 },
          (_, i) =>
            `<path d="M${90 + i * 38} 366V492" stroke="${shade(p.base, 0.3)}" stroke-width="6" opacity=".7"/>`,
        ).join('')
      : '') +
    `<path d="M150 380q60 50 40 112M420 372q-50 60 -20 120" stroke="#000" stroke-width="7" fill="none" opacity=".07"/>`,
  pillow: (p: Paint) => {
    const puff = p.draw.between(36, 60);
    return (
      p.shadow(300, 470, 250) +
      `<path d="M96 220q-20 -40 26 -34q178 ${-puff} 356 0q46 -6 26 34q${-puff / 2} 90 0 180q20 42 -26 36q-178 ${puff} -356 0q-46 6 -26 -36q${puff / 2} -90 0 -180Z" fill="${p.ball(p.base)}"/>` +
      `<path d="M120 206q180 ${-puff * 0.6} 360 0q-24 100 0 206q-180 ${puff * 0.6} -360 0q24 -106 0 -206Z" fill="none" stroke="${shade(p.base, -0.2)}" stroke-width="3" stroke-dasharray="9 6"/>` +
      `<path d="M190 240q60 40 40 110M410 240q-60 46 -34 104" stroke="#000" stroke-width="9" fill="none" opacity=".05" stroke-linecap="round"/>`
    );
  },
  throw: (p: Paint) =>
    p.shadow(300, 486, 230) +
    fringe(118, 480, 364, shade(p.base, 0.2)) +
    `<path d="M112 176q0 -30 34 -30H454q34 0 34 30V474H112Z" fill="${p.down(p.base)}"/>${weave(p, 112, 196, 376, 270)}` +
    `<path d="M112 176q0 -30 34 -30H454q34 0 34 30q-188 34 -376 0Z" fill="${shade(p.base, 0.2)}"/><path d="M240 190V474M368 190V474" stroke="#000" stroke-width="10" opacity=".06"/>`,
};
