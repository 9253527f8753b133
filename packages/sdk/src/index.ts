export {
  type SottoClient,
  type SottoEvents,
  type SottoOptions,
  type TrackedEvent,
} from './client.ts';
export { start } from './start.ts';
