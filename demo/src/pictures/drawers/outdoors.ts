import { DARK, shade, STEEL, WOOD, type Paint } from '../paint.ts';

export const outdoors = {
  bottle: (p: Paint) => {
    const half = p.draw.between(64, 92);
    const shoulder = p.draw.between(210, 250);
    const lid = p.draw.pick([DARK, STEEL, WOOD, p.base]);
    return (
      p.shadow(300, 516, 140) +
      `<path d="M266 150H334V${shoulder - 40}Q${300 + half} ${shoulder - 16} ${300 + half} ${shoulder + 30}V496q0 20 -22 20H${300 - half + 22}q-22 0 -22 -20V${shoulder + 30}Q${300 - half} ${shoulder - 16} 266 ${shoulder - 40}Z" fill="${p.round(p.base)}"/>` +
      `<rect x="256" y="96" width="88" height="66" rx="12" fill="${p.round(lid)}"/>` +
      p.draw.pick([
        `<path d="M270 96q0 -46 30 -46t30 46" fill="none" stroke="${lid}" stroke-width="12"/>`,
        '',
      ]) +
      `<rect x="${300 - half}" y="478" width="${2 * half}" height="18" fill="${p.round(STEEL)}"/>` +
      p.draw.pick([
        '',
        `<path d="M300 330l26 44h-52Z" fill="#fff" opacity=".8"/>`,
        `<rect x="272" y="330" width="56" height="8" fill="#fff" opacity=".8"/><rect x="282" y="348" width="36" height="6" fill="#fff" opacity=".8"/>`,
      ])
    );
  },
  tent: (p: Paint) => {
    const peak = p.draw.between(170, 220);
    const dome = p.feature !== 'tunnel';
    const body = dome
      ? `M56 490Q90 ${peak} 300 ${peak}T544 490Z`
      : `M50 490L240 ${peak}H390L550 490Z`;
    return (
      p.shadow(300, 494, 290) +
      `<path d="${body}" fill="${p.round(p.base)}"/>` +
      (dome
        ? `<path d="M56 490Q170 180 300 ${peak}M544 490Q440 180 300 ${peak}" fill="none" stroke="${shade(p.base, -0.4)}" stroke-width="5"/>`
        : `<path d="M240 ${peak}L390 490" stroke="${shade(p.base, -0.3)}" stroke-width="4"/>`) +
      `<path d="M160 490Q190 ${peak + 70} 246 ${peak + 60}Q300 ${peak + 90} 326 490Z" fill="${shade(p.base, -0.6)}"/><path d="M246 ${peak + 60}Q290 ${peak + 120} 326 490q30 -8 34 -20Q330 330 246 ${peak + 60}Z" fill="${shade(p.base, 0.3)}"/><path d="M56 490L20 520M544 490L584 520" stroke="#8b7a60" stroke-width="4"/>`
    );
  },
};
