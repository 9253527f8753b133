import { BRASS, DARK, shade, WOOD, type Paint } from '../paint.ts';

const glow = (x: number, y: number, r: number) =>
  `<circle cx="${x}" cy="${y}" r="${r}" fill="#ffe3a1" opacity=".28"/><circle cx="${x}" cy="${y}" r="${r * 0.6}" fill="#fff0c4" opacity=".35"/>`;

function shadeCone(
  p: Paint,
  top: number,
  height: number,
  narrow: number,
  wide: number,
  colour: string,
): string {
  const pleats =
    p.feature === 'pleated' || p.feature === 'ribbed'
      ? Array.from({ length: 11 }, (_, i) => {
          const t = (i + 1) / 12 - 0.5;
          return `<path d="M${300 + t * 2 * narrow} ${top}L${300 + t * 2 * wide} ${top + height}" stroke="#000" stroke-width="2" opacity=".1"/>`;
        }).join('')
      : '';
  return (
    `<path d="M${300 - narrow} ${top}H${300 + narrow}L${300 + wide} ${top + height}H${300 - wide}Z" fill="${p.round(colour)}"/>${pleats}` +
    `<ellipse cx="300" cy="${top + height}" rx="${wide}" ry="12" fill="#fff3cf"/>`
  );
}

export const lamps = {
  'table-lamp': (p: Paint) => {
    const wide = p.draw.between(120, 156);
    const narrow = p.draw.between(60, wide * 0.8);
    const foot = p.draw.pick([
      `<ellipse cx="300" cy="424" rx="66" ry="72" fill="${p.ball(p.base)}"/>`,
      `<path d="M282 300h36l34 196h-104Z" fill="${p.round(p.base)}"/>`,
      `<circle cx="300" cy="376" r="36" fill="${p.ball(p.base)}"/><circle cx="300" cy="444" r="50" fill="${p.ball(p.base)}"/>`,
    ]);
    const cloth = p.draw.pick(['#efe6d3', '#e9dcc2', p.base]);
    return (
      glow(300, 250, 230) +
      p.shadow(300, 496, 170) +
      `<rect x="292" y="270" width="16" height="210" fill="${p.round(p.draw.pick([BRASS, DARK, WOOD]))}"/>` +
      foot +
      `<rect x="226" y="482" width="148" height="16" rx="8" fill="${p.round(p.base)}"/>` +
      shadeCone(p, 120, p.draw.between(140, 176), narrow, wide, cloth)
    );
  },
  'floor-lamp': (p: Paint) => {
    const tripod = p.feature === 'tripod';
    const legs = tripod
      ? `<path d="M300 200L216 532M300 200L384 532M300 200L306 540" stroke="${WOOD}" stroke-width="13" stroke-linecap="round"/>`
      : `<rect x="293" y="190" width="14" height="340" fill="${p.round(p.base)}"/><ellipse cx="300" cy="534" rx="76" ry="16" fill="${p.round(p.base)}"/>`;
    return (
      glow(300, 180, 190) +
      p.shadow(300, 538, 140) +
      legs +
      shadeCone(
        p,
        70,
        130,
        p.draw.between(56, 84),
        112,
        tripod ? p.base : p.draw.pick(['#efe6d3', p.base]),
      )
    );
  },
  pendant: (p: Paint) => {
    const half = p.draw.between(130, 190);
    const dome = p.draw.pick([
      `<path d="M${300 - half} 380Q${300 - half} 220 300 216T${300 + half} 380Z" fill="${p.round(p.base)}"/>`,
      `<path d="M268 210H332L${300 + half} 380H${300 - half}Z" fill="${p.round(p.base)}"/>`,
      `<path d="M${300 - half * 0.7} 380Q${300 - half} 250 270 214H330Q${300 + half} 250 ${300 + half * 0.7} 380Z" fill="${p.round(p.base)}"/>`,
    ]);
    return (
      glow(300, 400, 200) +
      `<path d="M300 0V190" stroke="${DARK}" stroke-width="6"/><rect x="280" y="176" width="40" height="42" rx="8" fill="${p.round(BRASS)}"/>` +
      dome +
      `<ellipse cx="300" cy="380" rx="${half * (dome.includes('0.7') ? 0.7 : 1)}" ry="20" fill="${shade(p.base, -0.45)}"/><circle cx="300" cy="384" r="34" fill="#fff6d8"/>`
    );
  },
  bulb: (p: Paint) => {
    const r = p.draw.between(104, 140);
    return (
      glow(300, 250, 240) +
      p.shadow(300, 510, 110) +
      `<path d="M262 ${250 + r * 0.86}L256 420H344L338 ${250 + r * 0.86}Z" fill="#f7ecd0" opacity=".8"/><circle cx="300" cy="250" r="${r}" fill="#f9efd6" opacity=".82" stroke="#d9c9a0" stroke-width="3"/>` +
      `<path d="M276 400V300q-30 -40 0 -60q24 20 24 -10q0 30 24 10q30 20 0 60V400" fill="none" stroke="#e08a1e" stroke-width="5"/>` +
      `<path d="M${300 - r * 0.6} ${250 - r * 0.3}q20 -50 60 -60" stroke="#fff" stroke-width="10" fill="none" stroke-linecap="round" opacity=".9"/>` +
      [420, 440, 460, 480]
        .map(
          (y) => `<rect x="254" y="${y}" width="92" height="16" rx="8" fill="${p.round(p.base)}"/>`,
        )
        .join('') +
      `<rect x="280" y="496" width="40" height="12" rx="5" fill="${DARK}"/>`
    );
  },
  lantern: (p: Paint) =>
    glow(300, 350, 200) +
    p.shadow(300, 498, 150) +
    `<path d="M216 200Q300 40 384 200" fill="none" stroke="${shade(p.base, -0.3)}" stroke-width="11"/>` +
    `<path d="M238 196q62 -60 124 0Z" fill="${p.round(p.base)}"/><rect x="212" y="194" width="176" height="34" rx="8" fill="${p.round(p.base)}"/>` +
    `<rect x="226" y="228" width="148" height="210" fill="#fff3cf" opacity=".85"/><path d="M300 ${p.draw.whole(280, 300)}q36 46 0 84q-36 -38 0 -84Z" fill="#f2b441"/>` +
    [226, 298, 368]
      .map((x) => `<rect x="${x}" y="228" width="6" height="210" fill="${shade(p.base, -0.2)}"/>`)
      .join('') +
    `<rect x="200" y="436" width="200" height="62" rx="12" fill="${p.round(p.base)}"/>`,
};
