/** core-js has no types. Its modules are imported for their effects. */
declare module "core-js/*";
