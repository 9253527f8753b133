// What makes two shares of a report: loaded by the worker where a site asks for it in split mode.
export { shardWord } from '@sotto/protocol/split';
