import { DARK, shade, WOOD, type Paint } from '../paint.ts';

const BRIGHT = ['#c4352c', '#d49a26', '#2b56a6', '#2f8583', '#93a48b', '#86aecb', '#b98d5b'];

function wheel(p: Paint, x: number, y: number): string {
  return `<circle cx="${x}" cy="${y}" r="32" fill="${p.ball(WOOD)}"/><circle cx="${x}" cy="${y}" r="9" fill="${DARK}"/>`;
}

const TAB = 'q-14 -34 16 -34t16 34';

export const toys = {
  train: (p: Paint) => {
    const load = p.draw.some(BRIGHT, 3);
    return (
      p.shadow(300, 492, 290) +
      `<path d="M270 440H330" stroke="${DARK}" stroke-width="10"/><rect x="52" y="400" width="216" height="46" rx="10" fill="${p.down(WOOD)}"/>` +
      load
        .map(
          (colour, i) =>
            `<rect x="${64 + i * 66}" y="${330 - (i % 2) * 16}" width="58" height="${70 + (i % 2) * 16}" rx="${p.draw.pick([6, 29])}" fill="${p.round(colour)}"/>`,
        )
        .join('') +
      `<rect x="326" y="390" width="226" height="58" rx="10" fill="${p.down(shade(p.base, -0.12))}"/><rect x="330" y="250" width="92" height="150" rx="10" fill="${p.round(p.base)}"/><rect x="346" y="280" width="60" height="52" rx="8" fill="#dfe9ec"/><rect x="318" y="236" width="116" height="22" rx="10" fill="${p.down(shade(p.base, -0.3))}"/>` +
      `<rect x="410" y="310" width="138" height="90" rx="40" fill="${p.down(p.base)}"/><path d="M474 312l-8 -70h52l-10 70Z" fill="${p.round(DARK)}"/>` +
      [106, 214, 380, 500].map((x) => wheel(p, x, 460)).join('')
    );
  },
  bear: (p: Paint) => {
    const muzzle = shade(p.base, 0.45);
    const scarf = p.draw.pick([...BRIGHT.slice(0, 4), '']);
    return (
      p.shadow(300, 530, 210) +
      [186, 414]
        .map(
          (x) =>
            `<ellipse cx="${x}" cy="486" rx="62" ry="50" fill="${p.ball(p.base)}"/><ellipse cx="${x}" cy="492" rx="32" ry="26" fill="${muzzle}"/>`,
        )
        .join('') +
      `<ellipse cx="300" cy="420" rx="118" ry="116" fill="${p.ball(p.base)}"/><ellipse cx="300" cy="436" rx="68" ry="74" fill="${muzzle}" opacity=".6"/>` +
      `<ellipse cx="186" cy="380" rx="36" ry="72" fill="${p.ball(p.base)}" transform="rotate(28 186 380)"/><ellipse cx="414" cy="380" rx="36" ry="72" fill="${p.ball(p.base)}" transform="rotate(-28 414 380)"/>` +
      [206, 394]
        .map(
          (x) =>
            `<circle cx="${x}" cy="128" r="44" fill="${p.ball(p.base)}"/><circle cx="${x}" cy="132" r="24" fill="${muzzle}"/>`,
        )
        .join('') +
      `<circle cx="300" cy="216" r="124" fill="${p.ball(p.base)}"/><ellipse cx="300" cy="256" rx="58" ry="46" fill="${muzzle}"/><ellipse cx="300" cy="236" rx="20" ry="14" fill="${DARK}"/><path d="M300 250v18q-16 18 -32 6M300 268q16 18 32 6" stroke="${DARK}" stroke-width="5" fill="none" stroke-linecap="round"/>` +
      [252, 348]
        .map(
          (x) =>
            `<circle cx="${x}" cy="200" r="12" fill="${DARK}"/><circle cx="${x - 4}" cy="196" r="4" fill="#fff"/>`,
        )
        .join('') +
      (scarf === ''
        ? ''
        : `<path d="M206 316q94 46 188 0l8 32q-104 50 -204 0Z" fill="${scarf}"/><path d="M352 340l20 96l36 -8l-24 -100Z" fill="${shade(scarf, -0.15)}"/>`)
    );
  },
  blocks: (p: Paint) => {
    const colours = [p.base, ...p.draw.some(BRIGHT, 6)];
    const at = (i: number) => colours[i % colours.length] ?? p.base;
    const cube = (x: number, y: number, i: number) =>
      `<path d="M${x} ${y}l22 -18h92l-22 18Z" fill="${shade(at(i), 0.35)}"/><path d="M${x + 92} ${y}l22 -18v92l-22 18Z" fill="${shade(at(i), -0.3)}"/><rect x="${x}" y="${y}" width="92" height="92" fill="${at(i)}"/>`;
    const top = p.draw.pick([
      `<path d="M246 222l62 -84l62 84Z" fill="${at(6)}"/><path d="M308 138l18 -14l62 84l-18 14Z" fill="${shade(at(6), -0.3)}"/>`,
      `<path d="M254 222a52 52 0 0 1 104 0Z" fill="${at(6)}"/>`,
    ]);
    return (
      p.shadow(310, 502, 240) +
      [110, 254, 398].map((x, i) => cube(x, 406, i)).join('') +
      [182, 326].map((x, i) => cube(x, 314, i + 3)).join('') +
      cube(254, 222, 5) +
      top
    );
  },
  puzzle: (p: Paint) => {
    const sky = shade(p.base, 0.5);
    const grid = Array.from({ length: 3 }, (_, i) => {
      const at = 120 + (i + 1) * 90;
      const across = Array.from({ length: 4 }, () => `h28${TAB}h30`).join('');
      return `<path d="M120 ${at + 10}${across}" fill="none" stroke="#000" stroke-width="3" opacity=".4"/><path d="M${at} 130V490" stroke="#000" stroke-width="3" opacity=".4"/>`;
    });
    return (
      `<g transform="rotate(${p.draw.between(-8, 8)} 300 310)"><rect x="130" y="142" width="360" height="360" fill="#2a2018" opacity=".18"/><rect x="120" y="130" width="360" height="360" rx="4" fill="${sky}"/><circle cx="${p.draw.whole(200, 400)}" cy="220" r="46" fill="#f4d58a"/>` +
      `<path d="M120 360q90 -110 170 -30t190 -60V490H120Z" fill="${p.base}"/><path d="M120 420q100 -70 200 -14t160 -30V490H120Z" fill="${shade(p.base, -0.3)}"/><path d="M210 400v-60l30 -30l30 30v60Z" fill="#efe6d8"/><path d="M200 344l40 -40l40 40Z" fill="#b85c3e"/>${grid.join('')}</g>`
    );
  },
};
