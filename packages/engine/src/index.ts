export { Engine } from './engine.ts';
export { type EngineEnvironment, type OpenModels } from './environment.ts';
export { type LearningFunctions } from './learning/learning-functions.ts';
export { DeviceModels, type DeviceModelsOptions } from './models/device-models.ts';
export { TrainerClient, type TrainerClientOptions } from './training/trainer-client.ts';
