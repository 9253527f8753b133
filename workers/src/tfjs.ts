// What computes gradients by automatic differentiation: loaded where a task is wide enough to need it.
export { openTfjs } from '@sotto/learning/tfjs';
