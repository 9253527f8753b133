#!/usr/bin/env node
import process from 'node:process';
import { createRelay } from './relay/create-relay.ts';

const { GATEWAY_URL = '', SOTTO_ORIGINS = '', HOST = 'localhost', PORT = '4181' } = process.env;
if (!/^https?:/.test(GATEWAY_URL) || !URL.canParse(GATEWAY_URL)) {
  process.stderr.write('config/invalid: GATEWAY_URL is no address of a gateway.\n');
  process.exit(1);
}
const origins = SOTTO_ORIGINS.split(',').filter((each) => each !== '');
const app = await createRelay({ gateway: GATEWAY_URL, origins });
process.stderr.write(`The relay is at ${await app.listen({ host: HOST, port: Number(PORT) })}\n`);
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => void app.close().then(() => process.exit(0)));
