export { default } from "./unproxied/odd";
