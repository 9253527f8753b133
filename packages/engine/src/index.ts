export { Engine, type EngineEnvironment } from './engine.ts';
