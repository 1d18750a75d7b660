export { GET } from "../../unproxied/odd/route";
