/** Public accounts of the demonstration. Every Lab has them and shows their passwords. */
export const demoAccounts = [
  { username: "ada", password: "lovelace-1815", name: "Ada Lovelace", role: "admin" },
  { username: "grace", password: "hopper-1906", name: "Grace Hopper", role: "member" },
] as const;
