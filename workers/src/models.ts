// What runs models: loaded by the worker once the first lists are there.
export { DeviceModels } from '@sotto/engine';
