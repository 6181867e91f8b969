/** How icons beside a menu's words look. */
export const menuIcon = { size: 15, 'aria-hidden': true } as const;
