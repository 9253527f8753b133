import { expect, test } from 'vitest';
import { CATEGORIES } from './categories/index.ts';
import { COMPLEMENTS } from './complements.ts';
import { generateShop } from './generate-shop.ts';
import type { Product } from './product.ts';

const shop = generateShop();

test('makes the same shop from the same seed, and another from another', () => {
  expect(generateShop()).toEqual(shop);
  expect(generateShop({ seed: 2 }).products[0]?.title).not.toBe(shop.products[0]?.title);
});

test('fills at least 14 categories with at least 1,200 models, colours of one model counted once', () => {
  expect(new Set(shop.products.map(({ category }) => category)).size).toBe(CATEGORIES.length);
  expect(CATEGORIES.length).toBeGreaterThanOrEqual(14);
  expect(new Set(shop.products.map(({ id, group }) => group ?? id)).size).toBeGreaterThanOrEqual(
    1200,
  );
});

test('makes exactly as many products as it is asked for', () => {
  for (const products of [22, 100, 1201])
    expect(generateShop({ products }).products).toHaveLength(products);
});

test('gives no two products the same brand and title, however many there are', () => {
  for (const { products } of [shop, generateShop({ seed: 7, products: 20_000 })]) {
    expect(new Set(products.map(({ brand, title }) => `${brand}|${title}`)).size).toBe(
      products.length,
    );
    expect(new Set(products.map(({ id }) => id)).size).toBe(products.length);
  }
});

test('prices every product above nothing and below its price before a discount', () => {
  for (const { price, listPrice, id } of shop.products) {
    expect(Number.isInteger(price) && price > 0 && price <= 100_000, id).toBe(true);
    expect(listPrice === 0 || listPrice > price, id).toBe(true);
  }
  const reduced =
    shop.products.filter(({ listPrice }) => listPrice > 0).length / shop.products.length;
  expect(reduced).toBeGreaterThan(0.05);
  expect(reduced).toBeLessThan(0.25);
});

test('describes every product in whole sentences without a gap left open', () => {
  for (const { description, title } of shop.products) {
    expect(description, title).not.toMatch(/[{}]|undefined| {2}/);
    expect(description, title).toMatch(/^[\p{Lu}\d].*[.!?]$/u);
    expect(description.split(/[.!?] /).length, title).toBeGreaterThanOrEqual(2);
  }
});

/** Mean stars of the reviews of products that are rated from `low` to below `high`. */
const mean = (low: number, high: number): number => {
  const stars = shop.products
    .filter(({ rating }) => rating >= low && rating < high)
    .flatMap(({ reviews }) => reviews.map((each) => each.stars));
  return stars.reduce((sum, each) => sum + each, 0) / stars.length;
};

test('lets reviews agree with the rating', () => {
  for (const { reviews, rating } of shop.products) {
    expect(reviews.length).toBeGreaterThanOrEqual(2);
    expect(reviews.length).toBeLessThanOrEqual(5);
    expect(new Set(reviews.map(({ text }) => text)).size).toBe(reviews.length);
    expect(rating).toBeGreaterThanOrEqual(1);
  }
  expect(mean(4.5, 5)).toBeGreaterThan(mean(3, 3.9) + 0.5);
});

test('sells the colours of one model at one price with one text', () => {
  const groups = new Map<string, Product[]>();
  for (const product of shop.products) {
    if (product.group !== undefined)
      groups.set(product.group, [...(groups.get(product.group) ?? []), product]);
  }
  expect(groups.size).toBeGreaterThan(20);
  for (const group of groups.values()) {
    expect(
      new Set(group.map(({ price, rating, brand }) => `${price} ${rating} ${brand}`)).size,
    ).toBe(1);
    expect(new Set(group.map(({ colour }) => colour)).size).toBe(group.length);
  }
});

test('knows only kinds of products as complements', () => {
  const nouns = new Set(CATEGORIES.flatMap(({ kinds }) => kinds.map(({ noun }) => noun)));
  const named = Object.entries(COMPLEMENTS).flatMap(([noun, others]) => [
    noun,
    ...others.map(([other]) => other),
  ]);
  expect(named.filter((noun) => !nouns.has(noun))).toEqual([]);
});
