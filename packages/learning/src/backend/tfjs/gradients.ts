import { getGradient, registerGradient } from '@tensorflow/tfjs-core';
import { addGradConfig } from '@tensorflow/tfjs-core/dist/gradients/Add_grad.js';
import { batchMatMulGradConfig } from '@tensorflow/tfjs-core/dist/gradients/BatchMatMul_grad.js';
import { multiplyGradConfig } from '@tensorflow/tfjs-core/dist/gradients/Multiply_grad.js';
import { subGradConfig } from '@tensorflow/tfjs-core/dist/gradients/Sub_grad.js';
import { expGradConfig } from '@tensorflow/tfjs-core/dist/gradients/Exp_grad.js';
import { reshapeGradConfig } from '@tensorflow/tfjs-core/dist/gradients/Reshape_grad.js';
import { sliceGradConfig } from '@tensorflow/tfjs-core/dist/gradients/Slice_grad.js';
import { sumGradConfig } from '@tensorflow/tfjs-core/dist/gradients/Sum_grad.js';

/** Derivatives of the operators that losses here are made of; tfjs has many more, which no device needs. */
const CONFIGS = [
  addGradConfig,
  batchMatMulGradConfig,
  multiplyGradConfig,
  subGradConfig,
  expGradConfig,
  reshapeGradConfig,
  sliceGradConfig,
  sumGradConfig,
];

/** Lets tfjs differentiate what losses here are made of. */
export function registerGradients(): void {
  for (const config of CONFIGS)
    if (getGradient(config.kernelName) === undefined) registerGradient(config);
}
