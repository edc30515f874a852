// A real OpenID provider for the tests, as a child process: `oidc-provider.mjs PORT REDIRECT_URI`. Whoever types a name at its
// sign-in page is that person: the subject is the name, the address is NAME@provider.example, verified unless the name ends in "-unverified".
import process from "node:process";
import { Provider } from "oidc-provider";

const [port = "", redirectUri = ""] = process.argv.slice(2);
const issuer = `http://127.0.0.1:${port}`;

const provider = new Provider(issuer, {
  clients: [
    {
      client_id: "desk",
      client_secret: "a-secret-of-the-desk-in-tests",
      redirect_uris: [redirectUri],
      grant_types: ["authorization_code"],
      response_types: ["code"],
    },
  ],
  pkce: { required: () => true },
  claims: { openid: ["sub"], email: ["email", "email_verified"] },
  // Next to the subject, so that no second request is needed.
  conformIdTokenClaims: false,
  cookies: { keys: ["for the tests alone"] },
  findAccount: (_, id) => ({
    accountId: id,
    claims: () => ({
      sub: id,
      email: id.includes("@") ? id : `${id}@provider.example`,
      email_verified: !id.endsWith("-unverified"),
    }),
  }),
});

// Both of its pages are plain here: no script, no style, nothing from elsewhere.
provider.on("server_error", (_, error) => process.stderr.write(`${error.stack ?? error}\n`));
provider.listen(Number(port), "127.0.0.1", () => process.stdout.write("listening\n"));
