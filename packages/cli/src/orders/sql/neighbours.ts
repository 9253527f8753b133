/**
 * What shoppers go on to after a product: `item_id`, `neighbour_id`, `weight`, the 40 strongest of each
 * product. Reads `interactions`. README.md has the formula.
 */
export const NEIGHBOURS_SQL = `-- A shopper's products, each once, the oldest first.
WITH first_rows AS (
  SELECT user_id, item_id, MIN(position) AS first_position
  FROM interactions
  GROUP BY user_id, item_id
),
ordered AS (
  SELECT user_id, item_id,
    ROW_NUMBER() OVER (PARTITION BY user_id ORDER BY first_position, item_id) AS place
  FROM first_rows
),
counts AS (
  SELECT item_id, COUNT(*) AS n FROM ordered GROUP BY item_id
),
-- Every row lies in its block of 20 places and within reach of the block before: joined on equal
-- blocks, a user of very many rows costs 40 pairs a row, no more.
blocks AS (
  SELECT user_id, item_id, place, FLOOR(place / 20) AS block FROM ordered
),
reachable AS (
  SELECT user_id, item_id, place, block FROM blocks
  UNION ALL
  SELECT user_id, item_id, place, block - 1 AS block FROM blocks
),
forward_links AS (
  SELECT a.item_id AS from_id, b.item_id AS to_id, SUM(1 / SQRT(b.place - a.place)) AS link
  FROM blocks AS a
  INNER JOIN reachable AS b ON b.user_id = a.user_id AND b.block = a.block
  WHERE b.place > a.place AND b.place <= a.place + 20
  GROUP BY a.item_id, b.item_id
),
both_ways AS (
  SELECT from_id, to_id, link FROM forward_links
  UNION ALL
  SELECT to_id, from_id, 0.5 * link FROM forward_links
),
links AS (
  SELECT from_id, to_id, SUM(link) AS link FROM both_ways GROUP BY from_id, to_id
),
weighted AS (
  SELECT links.from_id AS item_id, links.to_id AS neighbour_id,
    links.link / (POWER(a.n + 2, 0.4) * POWER(b.n + 2, 0.2)) AS weight
  FROM links
  INNER JOIN counts AS a ON a.item_id = links.from_id
  INNER JOIN counts AS b ON b.item_id = links.to_id
)
SELECT item_id, neighbour_id, weight
FROM weighted
WHERE weight > 0
QUALIFY ROW_NUMBER() OVER (PARTITION BY item_id ORDER BY weight DESC, neighbour_id) <= 40
ORDER BY item_id, weight DESC, neighbour_id`;
