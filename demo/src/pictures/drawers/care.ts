import { DARK, shade, STEEL, WOOD, type Paint } from '../paint.ts';

function label(p: Paint, x: number, y: number, width: number, height: number): string {
  const ink = p.draw.pick(['#5a5148', '#2f5041', '#24375c', '#6d2234']);
  const middle = x + width / 2;
  return (
    `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="3" fill="#fbf8f1" opacity=".94"/>` +
    p.draw.pick([
      `<circle cx="${middle}" cy="${y + 26}" r="10" fill="none" stroke="${ink}" stroke-width="3"/>`,
      `<path d="M${middle} ${y + 14}q16 14 0 26q-16 -12 0 -26Z" fill="${ink}"/>`,
      `<rect x="${middle - 14}" y="${y + 18}" width="28" height="14" fill="${ink}"/>`,
    ]) +
    `<rect x="${x + width * 0.18}" y="${y + height * 0.52}" width="${width * 0.64}" height="7" fill="${ink}"/><rect x="${x + width * 0.3}" y="${y + height * 0.7}" width="${width * 0.4}" height="5" fill="${ink}" opacity=".55"/>`
  );
}

export const care = {
  jar: (p: Paint) => {
    const top = p.draw.between(270, 320);
    return (
      p.shadow(300, 496, 200) +
      `<rect x="150" y="${top}" width="300" height="${498 - top}" rx="30" fill="${p.round(p.base)}"/>` +
      `<rect x="142" y="${top - 78}" width="316" height="86" rx="14" fill="${p.round(p.draw.pick(['#f2efe8', DARK, WOOD, STEEL]))}"/><path d="M142 ${top - 4}H458" stroke="#000" stroke-width="4" opacity=".15"/>` +
      label(p, 216, top + 46, 168, 104)
    );
  },
  'pump-bottle': (p: Paint) => {
    const half = p.draw.between(80, 104);
    const top = p.draw.between(220, 250);
    const head = p.draw.pick([DARK, '#f2efe8', STEEL]);
    return (
      p.shadow(300, 506, 160) +
      `<path d="M226 128h96q20 0 20 20v8H218q-30 0 -30 -16q6 -12 38 -12Z" fill="${p.round(head)}"/><rect x="288" y="150" width="24" height="40" fill="${p.round(head)}"/><rect x="262" y="184" width="76" height="46" rx="8" fill="${p.round(head)}"/>` +
      `<rect x="${300 - half}" y="${top}" width="${2 * half}" height="${506 - top}" rx="30" fill="${p.round(p.base)}"/>` +
      label(p, 300 - half * 0.72, top + 80, half * 1.44, 130)
    );
  },
  dropper: (p: Paint) => {
    const half = p.draw.between(70, 88);
    return (
      p.shadow(300, 506, 140) +
      `<rect x="270" y="92" width="60" height="90" rx="28" fill="${p.round(p.draw.pick([DARK, '#e9e2d4', '#8d5f3a']))}"/><rect x="256" y="164" width="88" height="56" rx="7" fill="${p.round(p.draw.pick([STEEL, '#bd9547', DARK]))}"/>` +
      `<path d="M264 220H336V250Q${300 + half} 262 ${300 + half} 300V486q0 20 -20 20H${300 - half + 20}q-20 0 -20 -20V300Q${300 - half} 262 264 250Z" fill="${p.round(p.base)}"/><path d="M${300 - half + 14} 310V480" stroke="#fff" stroke-width="9" stroke-linecap="round" opacity=".5"/>` +
      label(p, 300 - half * 0.7, 330, half * 1.4, 120)
    );
  },
  tube: (p: Paint) => {
    const tilt = p.draw.between(-10, 10);
    return (
      p.shadow(300, 520, 130) +
      `<g transform="rotate(${tilt} 300 500)"><path d="M204 84H396L366 440H234Z" fill="${p.round(p.base)}"/><path d="M198 70H402V96H198Z" fill="${p.round(shade(p.base, 0.15))}"/><path d="M210 74V92M230 74V92M250 74V92M270 74V92M290 74V92M310 74V92M330 74V92M350 74V92M370 74V92M390 74V92" stroke="#000" stroke-width="3" opacity=".15"/>` +
      `<rect x="238" y="438" width="124" height="78" rx="10" fill="${p.round(p.draw.pick(['#f2efe8', DARK, '#bd9547']))}"/>${label(p, 236, 180, 128, 150)}</g>`
    );
  },
};
