/** Whether quoted text stands open, all of it. */
export const quotes = $state({ open: false });
