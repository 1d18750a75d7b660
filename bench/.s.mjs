import { rolldown } from "rolldown"; import { gzipSync } from "node:zlib"; import {writeFileSync} from "node:fs";
for (const code of ['export { SessionProvider, useSession } from "signet-auth/react";','export * from "signet-auth/react";']) {
writeFileSync(import.meta.dirname+"/.s-entry.mjs", code);
const b = await rolldown({input: import.meta.dirname+"/.s-entry.mjs", platform:"neutral", external:["react"], resolve:{conditionNames:["browser","import"]}});
const {output}=await b.generate({format:"esm",minify:true,comments:false});
console.log(output[0].code.length, gzipSync(output[0].code,{level:9}).length); 
if(process.argv[2]) console.log(output[0].code);
}
