import { shade, type Paint } from '../paint.ts';

/** Two-coloured glaze: the foot is bare or light clay. */
const clay = '#d9c5a6';

function speckles(p: Paint, x: number, y: number, width: number, height: number): string {
  if (!p.feature.startsWith('speckled') && !p.feature.startsWith('reactive')) return '';
  return Array.from(
    { length: 26 },
    () =>
      `<circle cx="${Math.round(p.draw.between(x, x + width))}" cy="${Math.round(p.draw.between(y, y + height))}" r="2.6" fill="#3a2c20" opacity=".4"/>`,
  ).join('');
}

export const table = {
  mug: (p: Paint) => {
    const w = p.draw.between(104, 128);
    const top = p.draw.between(206, 270);
    const left = 280 - w;
    return (
      p.shadow(290, 494, 190) +
      `<path d="M${280 + w - 8} ${top + 46}q${p.draw.between(86, 104)} -10 96 72t-108 86" fill="none" stroke="${shade(p.base, -0.14)}" stroke-width="26"/>` +
      `<path d="M${left} ${top}L${left + 8} 470q2 28 34 28H${280 + w - 42}q32 0 34 -28L${280 + w} ${top}Z" fill="${p.round(p.base)}"/>` +
      `<path d="M${left + 8} 458q${w - 8} 30 ${2 * w - 16} 0l-1 14q-3 26 -34 26H${left + 42}q-30 0 -33 -26Z" fill="${p.round(p.draw.pick([clay, p.base]))}"/>` +
      speckles(p, left + 10, top + 30, 2 * w - 20, 190) +
      `<ellipse cx="280" cy="${top}" rx="${w}" ry="25" fill="${shade(p.base, 0.3)}"/><ellipse cx="280" cy="${top + 3}" rx="${w - 9}" ry="19" fill="${shade(p.base, -0.36)}"/>`
    );
  },
  bowl: (p: Paint) => {
    const depth = p.draw.between(120, 170);
    return (
      p.shadow(300, 478, 210) +
      `<path d="M242 480h116l-8 -24h-100Z" fill="${p.round(clay)}"/>` +
      `<path d="M108 ${462 - depth}Q130 462 300 466T492 ${462 - depth}Z" fill="${p.round(p.base)}"/>` +
      speckles(p, 180, 480 - depth, 240, depth - 40) +
      `<ellipse cx="300" cy="${462 - depth}" rx="192" ry="42" fill="${shade(p.base, 0.3)}"/><ellipse cx="300" cy="${466 - depth}" rx="181" ry="34" fill="${shade(p.base, -0.2)}"/>` +
      `<ellipse cx="300" cy="${478 - depth}" rx="140" ry="20" fill="${shade(p.base, -0.06)}"/>`
    );
  },
  plate: (p: Paint) => {
    const rim = p.draw.between(46, 72);
    return (
      `<circle cx="306" cy="326" r="214" fill="#2a2018" opacity=".14"/><circle cx="300" cy="310" r="212" fill="${p.ball(p.base)}"/>` +
      `<circle cx="300" cy="310" r="206" fill="${shade(p.base, 0.12)}"/><circle cx="300" cy="310" r="${206 - rim}" fill="${shade(p.base, -0.1)}"/>` +
      `<circle cx="300" cy="314" r="${202 - rim}" fill="${shade(p.base, 0.06)}"/>` +
      (p.draw.chance(0.5)
        ? `<circle cx="300" cy="310" r="196" fill="none" stroke="${shade(p.base, -0.4)}" stroke-width="5" opacity=".7"/>`
        : '') +
      speckles(p, 180, 190, 240, 240)
    );
  },
  glass: (p: Paint) => {
    const top = p.draw.between(170, 260);
    const flutes =
      p.feature === 'fluted'
        ? Array.from(
            { length: 7 },
            (_, i) =>
              `<path d="M${212 + i * 30} ${top + 30}L${224 + i * 26} 470" stroke="#fff" stroke-width="4" opacity=".28"/>`,
          ).join('')
        : '';
    return (
      p.shadow(300, 496, 150) +
      `<path d="M186 ${top}L212 476q3 22 26 22H362q23 0 26 -22L414 ${top}Z" fill="${p.base}" opacity=".42"/>` +
      `<path d="M196 ${top + 90}L212 476q3 22 26 22H362q23 0 26 -22L404 ${top + 90}Z" fill="${shade(p.base, 0.1)}" opacity=".5"/>` +
      `<ellipse cx="300" cy="${top + 90}" rx="104" ry="17" fill="${shade(p.base, 0.4)}" opacity=".7"/>${flutes}` +
      `<ellipse cx="300" cy="${top}" rx="114" ry="21" fill="${shade(p.base, 0.5)}" opacity=".45" stroke="${shade(p.base, -0.1)}" stroke-width="4"/>` +
      `<path d="M222 ${top + 40}L238 452" stroke="#fff" stroke-width="12" stroke-linecap="round" opacity=".6"/>`
    );
  },
  vase: (p: Paint) => {
    const neck = p.draw.between(26, 52);
    const belly = p.draw.between(96, 140);
    const top = p.draw.between(140, 220);
    const mid = p.draw.between(330, 400);
    const stems = p.draw.chance(0.6) ? branch(p, top) : '';
    return (
      p.shadow(300, 496, 160) +
      stems +
      `<path d="M${300 - neck - 12} ${top}Q${300 - neck} ${top + 50} ${300 - neck} ${top + 70}C${300 - belly * 1.3} ${mid - 60} ${300 - belly * 1.2} ${mid + 90} ${300 - 62} 498H362` +
      `C${300 + belly * 1.2} ${mid + 90} ${300 + belly * 1.3} ${mid - 60} ${300 + neck} ${top + 70}Q${300 + neck} ${top + 50} ${300 + neck + 12} ${top}Z" fill="${p.round(p.base)}"/>` +
      `<ellipse cx="300" cy="${top}" rx="${neck + 12}" ry="9" fill="${shade(p.base, -0.4)}"/>`
    );
  },
  candle: (p: Paint) => {
    const top = p.draw.between(240, 300);
    return (
      p.shadow(300, 496, 160) +
      `<rect x="196" y="${top}" width="208" height="${498 - top}" rx="14" fill="${p.round(p.base)}"/>` +
      `<ellipse cx="300" cy="${top + 2}" rx="104" ry="20" fill="${shade(p.base, -0.3)}"/><ellipse cx="300" cy="${top + 8}" rx="94" ry="15" fill="#f3ead6"/>` +
      `<path d="M300 ${top + 8}v-26" stroke="#3a2c20" stroke-width="5"/><path d="M300 ${top - 82}q30 38 0 66q-30 -28 0 -66Z" fill="#f2b441"/><path d="M300 ${top - 54}q14 20 0 36q-14 -16 0 -36Z" fill="#fff3cf"/>` +
      `<rect x="236" y="${top + 70}" width="128" height="84" rx="3" fill="#f8f4ea"/><rect x="256" y="${top + 94}" width="88" height="7" fill="#7b6f60"/><rect x="270" y="${top + 116}" width="60" height="5" fill="#b0a594"/>`
    );
  },
};

function branch(p: Paint, top: number): string {
  const leaf = p.draw.pick(['#6f8a5c', '#8a9a6b', '#b98a86', '#c9a24e']);
  return [-60, 0, 54]
    .map((lean) => {
      const tipX = 300 + lean + p.draw.between(-12, 12);
      const tipY = Math.max(30, top - p.draw.between(90, 150));
      const leaves = [0.4, 0.6, 0.8, 1].map((t) => {
        const x = 300 + (tipX - 300) * t;
        const y = top + (tipY - top) * t;
        return `<ellipse cx="${Math.round(x)}" cy="${Math.round(y)}" rx="20" ry="10" fill="${shade(leaf, t * 0.2 - 0.1)}" transform="rotate(${Math.round(lean + t * 70)} ${Math.round(x)} ${Math.round(y)})"/>`;
      });
      return `<path d="M300 ${top + 20}L${tipX} ${tipY}" stroke="${shade(leaf, -0.4)}" stroke-width="4"/>${leaves.join('')}`;
    })
    .join('');
}
