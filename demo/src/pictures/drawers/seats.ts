import { shade, WOOD, type Paint } from '../paint.ts';

const leg = (x1: number, y1: number, x2: number, y2: number, colour: string, width = 15) =>
  `<path d="M${x1} ${y1}L${x2} ${y2}" stroke="${colour}" stroke-width="${width}" stroke-linecap="round"/>`;

export const seats = {
  chair: (p: Paint) => {
    const back = p.draw.pick([
      Array.from({ length: 6 }, (_, i) =>
        leg(222 + i * 31, 142, 216 + i * 34, 330, p.base, 8),
      ).join(''),
      `<rect x="206" y="150" width="188" height="84" rx="26" fill="${p.down(p.base)}"/>`,
      `<path d="M204 190q96 26 192 0M206 250q94 26 188 0" stroke="${p.base}" stroke-width="20" fill="none"/>`,
    ]);
    const seat = p.draw.pick([p.base, '#cdbb9c', '#5a5f5c']);
    const low = shade(p.base, -0.25);
    return (
      p.shadow(300, 532, 190) +
      leg(228, 350, 214, 506, low) +
      leg(372, 350, 388, 506, low) +
      `<path d="M200 350Q190 220 212 122M400 350Q410 220 388 122" stroke="${p.base}" stroke-width="17" fill="none" stroke-linecap="round"/>` +
      back +
      `<path d="M200 132q100 -34 200 0" stroke="${p.base}" stroke-width="26" fill="none" stroke-linecap="round"/>` +
      leg(190, 370, 172, 534, p.base, 18) +
      leg(410, 370, 428, 534, p.base, 18) +
      `<path d="M196 330H404L428 366q2 18 -18 18H190q-20 0 -18 -18Z" fill="${p.down(seat)}"/>`
    );
  },
  armchair: (p: Paint) => {
    const back = p.draw.between(110, 170);
    return (
      p.shadow(300, 530, 250) +
      leg(176, 470, 160, 530, WOOD) +
      leg(424, 470, 440, 530, WOOD) +
      `<path d="M160 420V${back + 60}q0 -60 60 -60H380q60 0 60 60V420Z" fill="${p.down(p.base)}"/>` +
      `<path d="M196 400V${back + 80}q0 -46 44 -46H360q44 0 44 46V400Z" fill="${shade(p.base, 0.08)}"/>` +
      (p.draw.chance(0.4)
        ? [250, 300, 350]
            .map(
              (x) => `<circle cx="${x}" cy="${back + 110}" r="6" fill="${shade(p.base, -0.3)}"/>`,
            )
            .join('')
        : '') +
      `<rect x="176" y="372" width="248" height="66" rx="26" fill="${p.down(shade(p.base, 0.14))}"/><rect x="150" y="424" width="300" height="62" rx="20" fill="${p.down(shade(p.base, -0.1))}"/>` +
      [104, 412]
        .map(
          (x) =>
            `<rect x="${x}" y="300" width="84" height="190" rx="38" fill="${p.round(p.base)}"/>`,
        )
        .join('')
    );
  },
  stool: (p: Paint) => {
    const top = p.draw.between(190, 320);
    const low = shade(p.base, -0.12);
    const bar = top + (530 - top) * 0.62;
    return (
      p.shadow(300, 532, 160) +
      leg(300, top, 306, 520, shade(p.base, -0.3)) +
      leg(232, top, 196, 532, low) +
      leg(368, top, 404, 532, low) +
      leg(216, bar, 384, bar, low, 10) +
      `<ellipse cx="300" cy="${top + 16}" rx="128" ry="30" fill="${shade(p.base, -0.3)}"/><ellipse cx="300" cy="${top}" rx="128" ry="30" fill="${p.down(p.base)}"/><ellipse cx="300" cy="${top + 3}" rx="92" ry="18" fill="#000" opacity=".08"/>`
    );
  },
};
