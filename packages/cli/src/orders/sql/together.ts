/**
 * What is ordered in one basket: `item_id`, `neighbour_id`, `weight`, the 20 strongest of each product.
 * Reads `interactions`. The weight is the cosine of the two products over baskets, held back where a
 * product is in few of them; a pair must have met twice. Baskets of more than 50 products, which are
 * a reseller's, say nothing.
 */
export const TOGETHER_SQL = `WITH basket_rows AS (
  SELECT DISTINCT basket_id, item_id FROM interactions WHERE basket_id IS NOT NULL
),
baskets AS (
  SELECT basket_id FROM basket_rows GROUP BY basket_id HAVING COUNT(*) BETWEEN 2 AND 50
),
small AS (
  SELECT basket_rows.basket_id, basket_rows.item_id
  FROM basket_rows
  INNER JOIN baskets ON baskets.basket_id = basket_rows.basket_id
),
counts AS (
  SELECT item_id, COUNT(*) AS n FROM small GROUP BY item_id
),
pairs AS (
  SELECT a.item_id AS from_id, b.item_id AS to_id, COUNT(*) AS met
  FROM small AS a
  INNER JOIN small AS b ON b.basket_id = a.basket_id
  WHERE a.item_id <> b.item_id
  GROUP BY a.item_id, b.item_id
  HAVING COUNT(*) >= 2
),
weighted AS (
  SELECT pairs.from_id AS item_id, pairs.to_id AS neighbour_id,
    pairs.met / SQRT((a.n + 2) * (b.n + 2)) AS weight
  FROM pairs
  INNER JOIN counts AS a ON a.item_id = pairs.from_id
  INNER JOIN counts AS b ON b.item_id = pairs.to_id
)
SELECT item_id, neighbour_id, weight
FROM weighted
QUALIFY ROW_NUMBER() OVER (PARTITION BY item_id ORDER BY weight DESC, neighbour_id) <= 20
ORDER BY item_id, weight DESC, neighbour_id`;
