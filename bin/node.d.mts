/** What Node is given where the environment does not say otherwise. */
export declare const ENVIRONMENT: Readonly<Record<string, string>>;

/** Runs Node with these arguments in the project's folder; gives its exit code (128 + n when ended by signal n). */
export declare function runWithNode(args: readonly string[]): Promise<number>;
