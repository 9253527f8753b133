import { describeNgrams } from './hashed-ngrams.contract.ts';

describeNgrams();
