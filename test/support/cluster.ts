/** The throwaway cluster of this Jest run, handed from the global set-up to the global tear-down. */
export const cluster: { stop?: () => Promise<void> } = {};
