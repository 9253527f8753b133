import { describeBackend } from './backend.contract.ts';
import { plainBackend } from './plain-backend.ts';

describeBackend('plain', () => plainBackend.open());
