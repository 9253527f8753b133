import { BRASS, DARK, shade, STEEL, WOOD, type Paint } from '../paint.ts';

const POTS = ['#b85c3e', '#e4ddd0', '#4b5155', '#93a48b', '#d2b48c'];

function pot(p: Paint, colour: string, half: number, top: number): string {
  return (
    p.shadow(300, 506, half * 1.7) +
    `<path d="M${300 - half} ${top}H${300 + half}L${300 + half * 0.76} 508H${300 - half * 0.76}Z" fill="${p.round(colour)}"/>` +
    `<rect x="${300 - half - 9}" y="${top - 14}" width="${2 * half + 18}" height="36" rx="7" fill="${p.round(colour)}"/>`
  );
}

function leaf(
  x: number,
  y: number,
  length: number,
  width: number,
  angle: number,
  colour: string,
): string {
  return (
    `<g transform="translate(${Math.round(x)} ${Math.round(y)}) rotate(${Math.round(angle)})"><path d="M0 0C${width} ${-length * 0.3} ${width} ${-length * 0.75} 0 ${-length}C${-width} ${-length * 0.75} ${-width} ${-length * 0.3} 0 0Z" fill="${colour}"/>` +
    `<path d="M0 0V${-length * 0.9}" stroke="${shade(colour, 0.3)}" stroke-width="3" opacity=".6"/></g>`
  );
}

export const plants = {
  'plant-leafy': (p: Paint) => {
    const broad = p.draw.between(26, 62);
    const count = p.draw.whole(9, 13);
    const leaves = Array.from({ length: count }, (_, i) => {
      const angle = -74 + (148 * i) / (count - 1) + p.draw.between(-7, 7);
      const stem = p.draw.between(70, 150);
      const x = 300 + Math.sin((angle * Math.PI) / 180) * stem;
      const y = 390 - Math.cos((angle * Math.PI) / 180) * stem;
      const colour = shade(p.base, p.draw.between(-0.2, 0.24));
      return (
        `<path d="M300 392L${Math.round(x)} ${Math.round(y)}" stroke="${shade(p.base, -0.2)}" stroke-width="6"/>` +
        leaf(x, y, p.draw.between(110, 170), broad, angle * 1.1, colour)
      );
    });
    return leaves.sort(() => p.draw.unit() - 0.5).join('') + pot(p, p.draw.pick(POTS), 92, 400);
  },
  'plant-cactus': (p: Paint) => {
    const spines = (x: number, y: number, rx: number, ry: number) =>
      Array.from({ length: 24 }, () => {
        const sx = Math.round(x + p.draw.between(-rx, rx) * 0.75);
        const sy = Math.round(y + p.draw.between(-ry, ry) * 0.8);
        return `<path d="M${sx - 6} ${sy}h12M${sx} ${sy - 6}v12" stroke="#f4ecd2" stroke-width="2" opacity=".8"/>`;
      }).join('');
    const flower = p.draw.chance(0.5)
      ? `<g fill="#d8577a">${[0, 60, 120, 180, 240, 300].map((a) => `<ellipse cx="300" cy="-16" rx="9" ry="20" transform="translate(0 180) rotate(${a} 300 0)"/>`).join('')}</g>`
      : '';
    const body = p.draw.pick([
      `<ellipse cx="300" cy="306" rx="118" ry="118" fill="${p.ball(p.base)}"/>${[-70, -36, 0, 36, 70].map((x) => `<path d="M${300 + x} ${300 - Math.sqrt(Math.max(0, 1 - (x / 118) ** 2)) * 108}Q${300 + x * 1.4} 306 ${300 + x * 0.9} 410" stroke="${shade(p.base, -0.35)}" stroke-width="5" fill="none" opacity=".6"/>`).join('')}${spines(300, 306, 118, 118)}`,
      `<rect x="244" y="150" width="112" height="270" rx="56" fill="${p.round(p.base)}"/><path d="M356 330q60 0 60 -50v-40M244 350q-56 0 -56 -50v-20" stroke="${p.base}" stroke-width="44" fill="none" stroke-linecap="round"/>${spines(300, 270, 50, 120)}`,
      `<ellipse cx="300" cy="330" rx="78" ry="96" fill="${p.ball(p.base)}"/><ellipse cx="232" cy="206" rx="50" ry="68" fill="${p.ball(p.base)}" transform="rotate(-24 232 206)"/><ellipse cx="364" cy="204" rx="54" ry="72" fill="${p.ball(p.base)}" transform="rotate(20 364 204)"/>${spines(300, 280, 100, 120)}`,
    ]);
    return body + flower + pot(p, p.draw.pick(POTS), 96, 410);
  },
  'plant-trailing': (p: Paint) => {
    const vines = Array.from({ length: 11 }, (_, i) => {
      const side = i - 5;
      const endX = 300 + side * p.draw.between(34, 44);
      const endY = p.draw.between(330, 540) - Math.abs(side) * 8;
      const colour = shade(p.base, p.draw.between(-0.15, 0.25));
      const drops = [0.2, 0.36, 0.52, 0.68, 0.84, 1].map((t) => {
        const x = 300 + side * 14 * (1 - t) + (endX - 300) * t;
        const y = 220 - 90 * Math.sin(Math.PI * Math.min(1, t * 1.2)) + (endY - 220) * t * t;
        return leaf(x, y, 40, 15, 140 + side * 12 + t * 40 * (i % 2 === 0 ? 1 : -1), colour);
      });
      return `<path d="M300 230Q${300 + side * 50} 110 ${Math.round(endX)} ${Math.round(endY)}" fill="none" stroke="${shade(p.base, -0.3)}" stroke-width="3"/>${drops.join('')}`;
    });
    const colour = p.draw.pick(POTS);
    return (
      p.shadow(300, 506, 140) +
      `<path d="M206 232H394L370 412q-4 16 -20 16H250q-16 0 -20 -16Z" fill="${p.round(colour)}"/><rect x="286" y="428" width="28" height="76" fill="${p.round(WOOD)}"/><rect x="200" y="494" width="200" height="14" rx="6" fill="${p.round(WOOD)}"/>` +
      vines.join('')
    );
  },
  planter: (p: Paint) => {
    const half = p.draw.between(130, 170);
    const top = p.draw.between(210, 290);
    const ribs =
      p.feature === 'ribbed'
        ? [0.25, 0.45, 0.65, 0.85]
            .map(
              (t) =>
                `<path d="M${300 - half * (1 - 0.24 * t)} ${top + t * (488 - top)}H${300 + half * (1 - 0.24 * t)}" stroke="#000" stroke-width="5" opacity=".12"/>`,
            )
            .join('')
        : '';
    return (
      pot(p, p.base, half, top) +
      ribs +
      `<ellipse cx="300" cy="${top - 12}" rx="${half + 8}" ry="24" fill="${shade(p.base, 0.2)}"/><ellipse cx="300" cy="${top - 9}" rx="${half - 6}" ry="18" fill="#3a2c22"/>`
    );
  },
  'watering-can': (p: Paint) =>
    p.shadow(310, 498, 220) +
    `<path d="M226 420L110 ${p.draw.whole(180, 240)}" stroke="${shade(p.base, -0.12)}" stroke-width="26" stroke-linecap="round"/><ellipse cx="104" cy="208" rx="40" ry="20" transform="rotate(-36 104 208)" fill="${p.round(p.draw.pick([BRASS, p.base]))}"/>` +
    `<path d="M240 300Q320 130 424 300M420 300q104 0 84 90t-84 80" fill="none" stroke="${shade(p.base, -0.26)}" stroke-width="17"/>` +
    `<path d="M222 296H430L442 480q0 18 -20 18H230q-20 0 -20 -18Z" fill="${p.round(p.base)}"/><path d="M222 300q104 -40 208 0Z" fill="${shade(p.base, 0.25)}"/>`,
  secateurs: (p: Paint) =>
    `<g transform="rotate(${p.draw.between(24, 40)} 300 300)"><path d="M290 300Q244 190 296 90Q330 180 322 296Z" fill="${p.round(STEEL)}"/><path d="M312 300Q372 220 344 110Q306 190 290 292Z" fill="${p.round(shade(STEEL, -0.25))}"/>` +
    `<path d="M292 300Q236 400 262 540" stroke="${p.base}" stroke-width="38" fill="none" stroke-linecap="round"/><path d="M312 300Q376 390 366 530" stroke="${shade(p.base, -0.16)}" stroke-width="38" fill="none" stroke-linecap="round"/>` +
    `<circle cx="304" cy="298" r="30" fill="${p.ball(DARK)}"/><circle cx="304" cy="298" r="10" fill="${STEEL}"/></g>`,
};
