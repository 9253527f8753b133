import { BRASS, DARK, PAPER, shade, STEEL, WOOD, type Paint } from '../paint.ts';

function stripes(p: Paint, clip: string, colour: string): string {
  const gap = p.draw.pick([34, 44]);
  return `<clipPath id="c"><path d="${clip}"/></clipPath><g clip-path="url(#c)">${Array.from({ length: 10 }, (_, i) => `<rect x="80" y="${176 + i * gap}" width="440" height="13" fill="${colour}"/>`).join('')}</g>`;
}

const JUMPER =
  'M226 128q74 40 148 0l74 34l66 262l-62 22l-46 -150V500H194V296L148 446l-62 -22l66 -262Z';
const TEE = 'M222 122q78 54 156 0l90 44l44 120l-74 34l-32 -50V506H194V270l-32 50l-74 -34l44 -120Z';

export const wear = {
  backpack: (p: Paint) => {
    const trim = p.draw.pick([WOOD, DARK, shade(p.base, -0.4), '#a86c3d']);
    const roll = p.feature === 'roll-top';
    return (
      p.shadow(300, 516, 200) +
      `<path d="M258 128q0 -56 42 -56t42 56" fill="none" stroke="${trim}" stroke-width="15"/><path d="M160 260q-34 90 -8 200M440 260q34 90 8 200" stroke="${shade(p.base, -0.4)}" stroke-width="22" fill="none"/>` +
      `<path d="M164 ${roll ? 150 : 220}q0 -${roll ? 20 : 110} ${roll ? 20 : 110} -${roll ? 20 : 110}H${roll ? 416 : 326}q${roll ? 20 : 110} 0 ${roll ? 20 : 110} ${roll ? 20 : 110}V470q0 46 -46 46H210q-46 0 -46 -46Z" fill="${p.round(p.base)}"/>` +
      (roll
        ? `<rect x="156" y="126" width="288" height="44" rx="20" fill="${p.down(shade(p.base, -0.1))}"/><path d="M300 130V340" stroke="${trim}" stroke-width="16"/>`
        : `<path d="M176 250Q300 300 424 250" fill="none" stroke="${shade(p.base, -0.4)}" stroke-width="6"/>`) +
      `<rect x="200" y="350" width="200" height="140" rx="22" fill="${p.down(shade(p.base, 0.06))}" stroke="${shade(p.base, -0.35)}" stroke-width="4"/><path d="M200 392H400" stroke="${trim}" stroke-width="10"/><rect x="286" y="380" width="28" height="26" rx="5" fill="${BRASS}"/>`
    );
  },
  tote: (p: Paint) => {
    const trim = p.draw.pick(['#a86c3d', DARK, p.base]);
    return (
      p.shadow(300, 512, 210) +
      `<path d="M220 240V150q0 -70 80 -70t80 70V240" fill="none" stroke="${shade(trim, -0.3)}" stroke-width="17"/>` +
      `<path d="M140 222H460L484 490q0 22 -24 22H140q-24 0 -24 -22Z" fill="${p.down(p.base)}"/><path d="M206 330V196q0 -76 94 -76t94 76V330" fill="none" stroke="${trim}" stroke-width="19" stroke-linecap="round"/>` +
      p.draw.pick([
        `<rect x="120" y="430" width="360" height="82" rx="14" fill="${shade(trim, -0.1)}"/>`,
        `<circle cx="300" cy="400" r="54" fill="${shade(p.base, 0.4)}" opacity=".7"/>`,
        `<path d="M132 300H468M128 350H472M124 400H476" stroke="${shade(p.base, -0.35)}" stroke-width="12"/>`,
      ])
    );
  },
  satchel: (p: Paint) =>
    p.shadow(300, 500, 220) +
    `<path d="M142 270Q180 40 300 40T458 270" fill="none" stroke="${shade(p.base, -0.3)}" stroke-width="13"/>` +
    `<rect x="116" y="230" width="368" height="270" rx="36" fill="${p.down(shade(p.base, -0.12))}"/><path d="M112 252q0 -30 30 -30H458q30 0 30 30V${p.draw.whole(350, 400)}Q300 ${p.draw.whole(440, 490)} 112 370Z" fill="${p.down(p.base)}"/>` +
    `<path d="M124 356Q300 440 476 356" fill="none" stroke="${shade(p.base, 0.35)}" stroke-width="3" stroke-dasharray="10 7"/><circle cx="300" cy="408" r="19" fill="${p.ball(BRASS)}"/>` +
    [142, 458]
      .map(
        (x) => `<circle cx="${x}" cy="258" r="14" fill="none" stroke="${BRASS}" stroke-width="7"/>`,
      )
      .join(''),
  watch: (p: Paint) => {
    const dial = p.draw.pick([PAPER, '#1f2b3a', '#2f5041', '#e9e2d2', DARK]);
    const ink = dial === PAPER || dial === '#e9e2d2' ? DARK : PAPER;
    const metal = p.draw.pick([STEEL, STEEL, BRASS, '#c79a82']);
    const hour = p.draw.between(290, 320);
    const marks = Array.from(
      { length: 12 },
      (_, i) =>
        `<rect x="297" y="194" width="6" height="${i % 3 === 0 ? 24 : 13}" fill="${ink}" transform="rotate(${i * 30} 300 300)"/>`,
    ).join('');
    const sub =
      p.feature === 'chronograph'
        ? `<circle cx="262" cy="316" r="26" fill="none" stroke="${ink}" stroke-width="3"/><circle cx="338" cy="316" r="26" fill="none" stroke="${ink}" stroke-width="3"/>`
        : '';
    return (
      `<ellipse cx="320" cy="316" rx="150" ry="240" fill="#2a2018" opacity=".1"/><path d="M244 190L256 20H344L356 190ZM244 410L256 580H344L356 410Z" fill="${p.round(p.base)}"/>` +
      `<path d="M268 24L262 180M332 24L338 180M268 576L262 420M332 576L338 420" stroke="${shade(p.base, 0.4)}" stroke-width="3" stroke-dasharray="8 6" opacity=".8"/>` +
      `<rect x="428" y="286" width="26" height="28" rx="6" fill="${p.down(metal)}"/><circle cx="300" cy="300" r="136" fill="${p.ball(metal)}"/><circle cx="300" cy="300" r="116" fill="${dial}"/>${marks}${sub}` +
      `<path d="M300 306V232" stroke="${ink}" stroke-width="9" stroke-linecap="round" transform="rotate(${hour} 300 300)"/><path d="M300 312V206" stroke="${ink}" stroke-width="6" stroke-linecap="round" transform="rotate(62 300 300)"/><path d="M300 330V200" stroke="#c4352c" stroke-width="3" transform="rotate(${p.draw.whole(100, 250)} 300 300)"/><circle cx="300" cy="300" r="9" fill="${ink}"/><path d="M214 250q24 -54 78 -64" stroke="#fff" stroke-width="9" fill="none" opacity=".35" stroke-linecap="round"/>`
    );
  },
  strap: (p: Paint) => {
    const holes = [400, 430, 460, 490]
      .map((y) => `<ellipse cx="382" cy="${y}" rx="7" ry="9" fill="${shade(p.base, -0.6)}"/>`)
      .join('');
    return (
      `<g transform="rotate(${p.draw.between(-14, 14)} 300 300)"><rect x="182" y="90" width="84" height="360" rx="14" fill="${p.round(p.base)}"/><path d="M340 90h84V500q-6 40 -42 40t-42 -40Z" fill="${p.round(p.base)}"/>${holes}` +
      `<rect x="170" y="436" width="108" height="84" rx="14" fill="none" stroke="${STEEL}" stroke-width="14"/><path d="M224 430V520" stroke="${STEEL}" stroke-width="9"/>` +
      [224, 382]
        .map(
          (x) =>
            `<rect x="${x - 48}" y="78" width="96" height="18" rx="8" fill="${p.round(STEEL)}"/><path d="M${x - 30} 110V400M${x + 30} 110V400" stroke="${shade(p.base, 0.4)}" stroke-width="3" stroke-dasharray="9 7"/>`,
        )
        .join('') +
      '</g>'
    );
  },
  jumper: (p: Paint) => {
    const cables = [244, 300, 356].map(
      (x) =>
        `<path d="M${x} 190q14 22 0 44t0 44t0 44t0 44t0 44t0 44" fill="none" stroke="${shade(p.base, -0.24)}" stroke-width="9"/>`,
    );
    const collar =
      p.feature === 'roll-neck'
        ? `<path d="M232 134V92q68 -22 136 0v42q-68 50 -136 0Z" fill="${p.round(p.base)}"/>`
        : '';
    const pattern =
      p.feature === 'striped'
        ? stripes(p, JUMPER, shade(p.base, 0.5))
        : collar + (p.feature === 'cable-knit' ? cables.join('') : '');
    return `<path d="${JUMPER}" transform="translate(8 12)" fill="#2a2018" opacity=".14"/><path d="${JUMPER}" fill="${p.down(p.base)}"/>${pattern}<path d="M226 128q74 64 148 0" fill="none" stroke="${shade(p.base, -0.2)}" stroke-width="20"/><path d="M194 488H406" stroke="${shade(p.base, -0.2)}" stroke-width="26"/><path d="M194 296l10 -70M406 296l-10 -70" stroke="#000" stroke-width="5" opacity=".15"/>`;
  },
  tee: (p: Paint) => {
    const pocket = `<path d="M330 226h62v54q-31 22 -62 0Z" fill="${shade(p.base, -0.12)}"/>`;
    const light = p.base > '#999999' ? -0.6 : 0.7;
    const pattern =
      p.feature === 'striped'
        ? stripes(p, TEE, shade(p.base, light))
        : p.feature === 'pocket'
          ? pocket
          : '';
    return `<path d="${TEE}" transform="translate(8 12)" fill="#2a2018" opacity=".14"/><path d="${TEE}" fill="${p.down(p.base)}"/>${pattern}<path d="M222 122q78 76 156 0" fill="none" stroke="${shade(p.base, -0.16)}" stroke-width="13"/><path d="M230 300q20 90 4 190M374 320q-22 90 -4 170" stroke="#000" stroke-width="8" fill="none" opacity=".06"/>`;
  },
  beanie: (p: Paint) => {
    const ribs = Array.from(
      { length: 11 },
      (_, i) =>
        `<path d="M${148 + i * 30} 392Q${200 + i * 20} 240 300 168" fill="none" stroke="#000" stroke-width="5" opacity=".12"/>`,
    ).join('');
    const bobble = p.draw.chance(0.5)
      ? `<circle cx="300" cy="148" r="46" fill="${p.ball(shade(p.base, 0.3))}"/>`
      : '';
    return (
      p.shadow(300, 486, 210) +
      `<path d="M140 400Q140 160 300 160T460 400Z" fill="${p.round(p.base)}"/>${ribs}${bobble}<rect x="126" y="378" width="348" height="98" rx="30" fill="${p.round(shade(p.base, 0.08))}"/>${Array.from({ length: 15 }, (_, i) => `<path d="M${146 + i * 22} 386V470" stroke="#000" stroke-width="4" opacity=".12"/>`).join('')}`
    );
  },
  sneaker: (p: Paint) => {
    const sole = p.draw.pick([PAPER, '#e8dcc0', DARK, shade(p.base, 0.6)]);
    const flash = p.draw.pick([PAPER, '#d49a26', '#c4352c', shade(p.base, -0.5), '#2f8583']);
    const mark = p.draw.pick([
      'M250 400Q320 380 350 300l26 22Q350 410 262 428Z',
      'M244 316l44 104h26l-44 -104ZM292 316l44 104h26l-44 -104Z',
      'M214 410Q330 440 430 372l8 18Q330 466 214 432Z',
    ]);
    return (
      p.shadow(300, 490, 260) +
      `<path d="M86 438q-8 -110 18 -196q40 26 86 6q60 -20 86 28q60 90 170 106q76 12 80 66Z" fill="${p.down(p.base)}"/>` +
      `<path d="M104 242q40 26 86 6q60 -20 86 28l-36 30q-70 -50 -140 8Z" fill="${shade(p.base, -0.35)}"/><path d="${mark}" fill="${flash}"/><path d="M402 370q110 6 124 68H430Q440 400 402 370Z" fill="${shade(p.base, -0.18)}"/>` +
      [0, 1, 2, 3]
        .map(
          (i) =>
            `<path d="M${264 + i * 34} ${300 + i * 24}l-38 30" stroke="${PAPER}" stroke-width="10" stroke-linecap="round"/>`,
        )
        .join('') +
      `<path d="M78 432H530q12 56 -32 58H112q-40 0 -34 -58Z" fill="${p.down(sole)}"/><path d="M84 464H524" stroke="${shade(sole, -0.25)}" stroke-width="5"/>`
    );
  },
  cap: (p: Paint) =>
    p.shadow(300, 456, 240) +
    `<path d="M340 400q190 -20 214 50q-90 24 -240 -6Z" fill="${p.down(shade(p.base, -0.2))}"/><path d="M96 420Q90 200 270 190T448 396Q270 440 96 420Z" fill="${p.round(p.base)}"/>` +
    `<path d="M262 192Q190 280 200 426M280 192Q380 260 380 412" fill="none" stroke="#000" stroke-width="4" opacity=".22"/><circle cx="270" cy="190" r="13" fill="${shade(p.base, -0.2)}"/>` +
    p.draw.pick([
      `<path d="M296 300l24 48h-48Z" fill="${shade(p.base, 0.6)}"/>`,
      `<rect x="256" y="318" width="76" height="16" fill="${shade(p.base, 0.6)}"/>`,
      `<circle cx="300" cy="320" r="26" fill="none" stroke="${shade(p.base, 0.6)}" stroke-width="9"/>`,
    ]),
};
