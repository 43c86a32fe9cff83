/** When the bundle began to be evaluated; imported first. */
export const begun = performance.now();
