import { expect, test } from 'vitest';
import { categorySteps, fewestProducts } from './category-path.ts';

test.for([
  ['Home > Lamps', 'Bulb', ['Home', 'Lamps']],
  ['Home >> Lamps >> Zed Bulb', 'Zed bulb', ['Home', 'Lamps']],
  ['Home >> Lamps >> Zed Bulb (60 W...', 'Zed Bulb', ['Home', 'Lamps']],
  ['Home >> Lamps >> Zed Bu...', 'Zed Bulb 60 W', ['Home', 'Lamps']],
  ['Women >> Tops >> Zed Tops', 'Zed striped top', ['Women', 'Tops']],
  ['Women >> Tops >> Crop Tops', 'Zed striped top', ['Women', 'Tops', 'Crop Tops']],
  ['["Toys >> Cars"]', 'Van', ['Toys', 'Cars']],
  ['Beauty > Hair || Health > Hair', 'Comb', ['Beauty', 'Hair']],
  ['Home|Kitchen|Pans', 'Wok', ['Home', 'Kitchen', 'Pans']],
  ['Sofas & armchairs', 'Couch', ['Sofas & armchairs']],
  ['Bed/Bath', 'Towel', ['Bed/Bath']],
  ['2271', 'Dress', []],
  ['Rings', 'Rings of gold', ['Rings']],
  ['Socks', 'Socks', []],
] as const)('takes the category out of %j', ([text, title, steps]) => {
  expect(categorySteps(text, title).steps).toEqual(steps);
});

test('asks more of a category the larger the shop', () => {
  expect([20, 1000, 10_000, 1_000_000].map(fewestProducts)).toEqual([1, 2, 5, 10]);
});
