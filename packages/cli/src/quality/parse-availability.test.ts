import { expect, test } from 'vitest';
import { parseAvailability } from './parse-availability.ts';

test.for([
  'in stock',
  'in_stock',
  'TRUE',
  '1',
  '12',
  'https://schema.org/InStock',
  'preorder',
  'auf Lager',
  '有货',
  '',
])('can be ordered: "%s"', (text) => expect(parseAvailability(text)).toBe(true));

test.for([
  'out of stock',
  'out_of_stock',
  'FALSE',
  '0',
  '-2',
  'http://schema.org/OutOfStock',
  'ausverkauft',
  'nicht verfügbar',
  'Rupture de stock',
  '缺货',
  'discontinued',
  'no',
])('can not be ordered: "%s"', (text) => expect(parseAvailability(text)).toBe(false));
