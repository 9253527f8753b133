import { REPORT_BYTES, toBase64Url } from '@sotto/protocol';
import { start } from './programs.ts';
import { expect, openShop, test as base } from './shop.ts';
import { acceptedBy, freePort, OUTCOME_TASK, report, shopper } from './sync-server.ts';

/** Tests with a server and a relay that are two programs. */
const test = base.extend<{ folder: string }>({
  // eslint-disable-next-line no-empty-pattern
  folder: async ({}, use, info) => use(info.outputPath('sync-server')),
});

test('a report goes through the relay, which learns nothing of it, to the server, which learns nothing of whence', async ({
  browser,
  folder,
  ownPack,
}) => {
  test.setTimeout(180_000);
  const shopPort = await freePort();
  const SOTTO_ORIGINS = `http://localhost:${shopPort}`;
  const server = await start('bin.js', { SOTTO_ORIGINS, SOTTO_SERVER_DATA: folder });
  const relay = await start('relay-bin.js', {
    SOTTO_ORIGINS,
    GATEWAY_URL: `${server.url}/v1/gateway`,
  });
  const [, ownerKey = ''] = /shown this once: (\S+)/.exec(server.output) ?? [];
  const [, publicKey = ''] = /Public key of the site: (\S+)/.exec(server.output) ?? [];
  const keys = new Uint8Array(await (await fetch(`${server.url}/v1/ohttp-keys`)).arrayBuffer());
  const mode = {
    kind: 'relay',
    url: `${relay.url}/`,
    operator: 'Relay & Co.',
    keyConfig: toBase64Url(keys.subarray(2)),
  };
  const put = await fetch(`${server.url}/v1/owner/configuration`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${ownerKey}`, 'content-type': 'application/json' },
    body: JSON.stringify({ tasks: [{ ...OUTCOME_TASK, mode }] }),
  });
  expect(put.status).toBe(200);
  const sync = { url: `${server.url}/`, publicKey, relay: mode.url };
  const { shop, close } = await openShop(ownPack, { port: shopPort, sync });
  try {
    const { context, page, asked, sent } = await shopper(browser, shop.url, 'shared');
    await report(page, shop.url);
    const ours = asked
      .filter((url) => !url.startsWith(shop.url))
      .map((url) => url.split('/v1/')[0]);
    expect([...new Set(ours)]).toEqual([server.url, `${relay.url}/`]);
    expect(sent).toHaveLength(1);
    expect(sent[0]?.length).toBeGreaterThan(REPORT_BYTES + 100);
    expect(await acceptedBy({ url: server.url, ownerKey })).toBe(1);
    await context.close();
  } finally {
    await close();
    server.process.kill();
    relay.process.kill();
  }
});
