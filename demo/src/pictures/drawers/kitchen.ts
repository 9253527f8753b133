import { DARK, shade, STEEL, WOOD, type Paint } from '../paint.ts';

/** Looks into a round pan from above and in front. */
function vessel(
  p: Paint,
  top: number,
  bottom: number,
  half: number,
  foot: number,
  inside: string,
): string {
  const ry = half * 0.2;
  return (
    `<path d="M${300 - half} ${top}L${300 - foot} ${bottom - 18}Q${300 - foot + 6} ${bottom} ${300 - foot + 30} ${bottom}` +
    `H${300 + foot - 30}Q${300 + foot - 6} ${bottom} ${300 + foot} ${bottom - 18}L${300 + half} ${top}Z" fill="${p.round(p.base)}"/>` +
    `<ellipse cx="300" cy="${top}" rx="${half}" ry="${ry}" fill="${shade(p.base, 0.22)}"/>` +
    `<ellipse cx="300" cy="${top + 3}" rx="${half - 9}" ry="${ry - 6}" fill="${inside}"/>` +
    `<path d="M${300 - half + 14} ${top + 8}A${half - 12} ${ry - 8} 0 0 0 ${300 + half - 14} ${top + 8}` +
    `A${half} ${ry * 1.9} 0 0 1 ${300 - half + 14} ${top + 8}Z" fill="#fff" opacity=".1"/>`
  );
}

function lidTop(p: Paint, y: number, half: number, colour: string): string {
  const rise = p.draw.between(44, 70);
  return (
    `<ellipse cx="300" cy="${y + 4}" rx="${half + 6}" ry="${half * 0.2 + 6}" fill="${p.round(shade(colour, -0.14))}"/>` +
    `<path d="M${300 - half} ${y}Q${300 - half * 0.7} ${y - rise} 300 ${y - rise}T${300 + half} ${y}A${half} ${half * 0.2} 0 0 1 ${300 - half} ${y}Z" fill="${p.round(colour)}"/>` +
    `<rect x="288" y="${y - rise - 18}" width="24" height="22" fill="${p.round(STEEL)}"/>` +
    `<ellipse cx="300" cy="${y - rise - 24}" rx="30" ry="12" fill="${p.round(STEEL)}"/>`
  );
}

function handle(p: Paint, x: number, y: number, length: number, colour: string): string {
  return (
    `<path d="M${x} ${y - 12}L${x + length} ${y - 58}q22 -4 22 14q0 14 -16 18L${x} ${y + 14}Z" fill="${p.down(colour)}"/>` +
    `<circle cx="${x + length}" cy="${y - 40}" r="7" fill="${shade(colour, -0.5)}"/>`
  );
}

export const kitchen = {
  'frying-pan': (p: Paint) => {
    const depth = p.draw.between(46, 78);
    const grip = p.draw.pick([DARK, WOOD, STEEL]);
    return (
      p.shadow(270, 470, 260) +
      `<g transform="translate(-50 30)">${handle(p, 468, 356, 120, grip)}` +
      vessel(p, 350, 350 + depth + 20, 190, 150, shade(p.base, -0.5)) +
      `<ellipse cx="300" cy="362" rx="140" ry="20" fill="${shade(p.base, -0.38)}"/></g>`
    );
  },
  saucepan: (p: Paint) => {
    const tall = p.draw.between(130, 190);
    return (
      p.shadow(280, 495, 220) +
      `<g transform="translate(-40 0)">${handle(p, 428, 500 - tall + 46, 130, p.draw.pick([DARK, WOOD, STEEL]))}` +
      `${vessel(p, 500 - tall, 498, 138, 132, shade(STEEL, -0.22))}</g>`
    );
  },
  casserole: (p: Paint) => {
    const tall = p.draw.between(130, 165);
    const y = 498 - tall;
    const ear = (x: number, flip: number) =>
      `<path d="M${x} ${y + 34}q${46 * flip} -6 ${46 * flip} 18t${-46 * flip} 18" fill="none" stroke="${shade(p.base, -0.22)}" stroke-width="15"/>`;
    return (
      p.shadow(300, 496, 240) +
      ear(128, -1) +
      ear(472, 1) +
      vessel(p, y, 498, 176, 164, shade(p.base, -0.4)) +
      lidTop(p, y, 176, p.base)
    );
  },
  lid: (p: Paint) =>
    p.shadow(300, 440, 230) +
    `<g transform="translate(0 50)">${lidTop(p, 370, 196, p.base)}` +
    `<path d="M150 348Q190 316 250 308" fill="none" stroke="#fff" stroke-width="7" stroke-linecap="round" opacity=".4"/></g>`,
  kettle: (p: Paint) => {
    const w = p.draw.between(96, 122);
    return (
      p.shadow(300, 496, 200) +
      `<path d="M${300 - w} 300q-70 -30 -${p.draw.between(84, 104)} -92q18 -6 30 6q34 40 84 44Z" fill="${p.round(shade(p.base, -0.06))}"/>` +
      `<path d="M${300 + w - 30} 236q104 -16 104 84q0 84 -84 116" fill="none" stroke="${p.draw.pick([DARK, WOOD])}" stroke-width="24" stroke-linecap="round"/>` +
      `<path d="M${300 - w + 26} 220H${300 + w - 26}L${300 + w + 22} 480q0 18 -20 18H${300 - w - 2}q-20 0 -20 -18Z" fill="${p.round(p.base)}"/>` +
      `<path d="M${300 - w + 26} 222q${w - 26} -56 ${2 * w - 52} 0Z" fill="${p.round(shade(p.base, 0.1))}"/>` +
      `<circle cx="300" cy="184" r="16" fill="${p.ball(DARK)}"/><rect x="${300 - w - 22}" y="466" width="${2 * w + 44}" height="10" fill="#000" opacity=".18"/>`
    );
  },
  teapot: (p: Paint) => {
    const h = p.draw.between(112, 136);
    return (
      p.shadow(300, 494, 210) +
      `<path d="M188 400q-70 -14 -92 -106q24 -10 40 8q20 46 78 50Z" fill="${p.round(p.base)}"/>` +
      `<path d="M420 330q92 -14 92 54q0 60 -92 62" fill="none" stroke="${shade(p.base, -0.16)}" stroke-width="22"/>` +
      `<ellipse cx="300" cy="${498 - h}" rx="150" ry="${h}" fill="${p.ball(p.base)}"/>` +
      `<ellipse cx="300" cy="${502 - 2 * h + 16}" rx="72" ry="16" fill="${shade(p.base, -0.3)}"/>` +
      `<path d="M232 ${508 - 2 * h}q68 -46 136 0Z" fill="${p.round(p.base)}"/><circle cx="300" cy="${470 - 2 * h}" r="15" fill="${p.ball(shade(p.base, -0.1))}"/>`
    );
  },
  'coffee-press': (p: Paint) =>
    p.shadow(300, 496, 170) +
    `<path d="M396 226h44q26 0 26 30v150q0 26 -26 26h-44" fill="none" stroke="${DARK}" stroke-width="20"/>` +
    `<rect x="294" y="106" width="12" height="120" fill="${p.round(STEEL)}"/><circle cx="300" cy="100" r="20" fill="${p.ball(p.base)}"/>` +
    `<rect x="204" y="196" width="192" height="302" rx="12" fill="#dfe8ea" opacity=".75"/>` +
    `<rect x="204" y="${p.draw.whole(300, 360)}" width="192" height="190" rx="10" fill="#3f281c" opacity=".92"/>` +
    `<rect x="222" y="204" width="16" height="282" fill="#fff" opacity=".45"/>` +
    [196, 480]
      .map(
        (y) => `<rect x="194" y="${y}" width="212" height="20" rx="6" fill="${p.round(p.base)}"/>`,
      )
      .join('') +
    `<path d="M206 196q94 -54 188 0Z" fill="${p.round(p.base)}"/>`,
  grinder: (p: Paint) =>
    p.shadow(300, 496, 150) +
    `<path d="M300 150L430 126" stroke="${shade(STEEL, -0.2)}" stroke-width="14" stroke-linecap="round"/>` +
    `<rect x="420" y="92" width="34" height="58" rx="14" fill="${p.round(WOOD)}"/><rect x="290" y="140" width="20" height="50" fill="${p.round(STEEL)}"/>` +
    `<path d="M222 ${p.draw.whole(206, 226)}q78 -66 156 0V240H222Z" fill="${p.round(STEEL)}"/>` +
    `<rect x="216" y="232" width="168" height="120" fill="${p.round(p.base)}"/><rect x="208" y="346" width="184" height="18" rx="6" fill="${p.round(STEEL)}"/>` +
    `<path d="M220 364H380L392 484q0 14 -16 14H224q-16 0 -16 -14Z" fill="${p.round(p.base)}"/>`,
  knife: (p: Paint) => {
    const long = p.draw.between(210, 320);
    return (
      `<g transform="rotate(-38 300 320)"><ellipse cx="310" cy="372" rx="270" ry="16" fill="#2a2018" opacity=".16"/>` +
      `<path d="M250 300H${250 + long}q40 4 60 30q-60 30 -150 30H250Z" fill="${p.down('#ccd2d6')}"/>` +
      `<path d="M250 348H${250 + long - 40}q60 -4 98 -18q-60 30 -150 30H250Z" fill="#eef1f3"/>` +
      `<rect x="228" y="298" width="24" height="62" rx="5" fill="${p.down(STEEL)}"/>` +
      `<path d="M228 302H70q-26 0 -26 26t30 28q80 -12 154 0Z" fill="${p.down(p.base)}"/>` +
      [96, 150, 200]
        .map((x) => `<circle cx="${x}" cy="328" r="7" fill="${shade(STEEL, 0.3)}"/>`)
        .join('') +
      '</g>'
    );
  },
  board: (p: Paint) => {
    const grain = Array.from({ length: 9 }, (_, i) => {
      const y = 196 + i * 27 + p.draw.between(-6, 6);
      return `<path d="M116 ${y}q120 ${p.draw.between(-16, 16)} 230 0t138 ${p.draw.between(-8, 8)}" fill="none" stroke="${shade(p.base, -0.28)}" stroke-width="3" opacity=".5"/>`;
    });
    return (
      `<g transform="rotate(${p.draw.between(-14, -4)} 300 320)"><rect x="112" y="190" width="392" height="264" rx="26" fill="#2a2018" opacity=".2"/>` +
      `<rect x="104" y="180" width="392" height="258" rx="26" fill="${shade(p.base, -0.3)}"/><rect x="104" y="172" width="392" height="254" rx="26" fill="${p.down(p.base)}"/>` +
      `${grain.join('')}<circle cx="452" cy="216" r="17" fill="#ece6dc"/></g>`
    );
  },
};
