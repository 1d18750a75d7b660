import { auth } from "../../../../lib/auth";

/** Sets cookies with unusual values, in the way that the query names. */
export default auth.api((req, res) => {
  const cookies = ['odd=100%"x y"; Path=/', "odd=twice; Path=/api"];
  if (req.query["way"] === "write") {
    res.writeHead(200, { "Set-Cookie": cookies, "Cache-Control": "public" });
    res.write("od");
    res.end("d");
  } else {
    res.setHeader("Set-Cookie", cookies);
    res.send("odd");
  }
});
