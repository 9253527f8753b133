export { Engine, type EngineEnvironment, type OpenModels } from './engine.ts';
export { DeviceModels, type DeviceModelsOptions } from './models/device-models.ts';
