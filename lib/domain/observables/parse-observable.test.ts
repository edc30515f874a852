import { describe, expect, it } from "vitest";
import type { ObservableSubkind } from "./observable";
import { isCanonical, parseObservable } from "./parse-observable";

/** [kind that it is said to be, text, canonical value or problem, the kind it turns out to be]. */
type Row = readonly [ObservableSubkind, string, string, ObservableSubkind?];

const good: Row[] = [
  ["link", "HTTP://WWW.Example.com:80/a/../b/?utm_source=x&b=2&a=1#top", "https://example.com/b?a=1&b=2"],
  ["link", "hxxps://exemple[.]fr/~lou/", "https://exemple.fr/~lou"],
  ["link", "https://exemple.fr/%7elou", "https://exemple.fr/~lou"],
  ["link", "https://exemple.fr", "https://exemple.fr"],
  ["link", "https://exemple.fr/?aff_id=77&click_id=abc", "https://exemple.fr/?aff_id=77"],
  [
    "link",
    "https://l.facebook.com/l.php?u=https%3A%2F%2Frencontre.example.com%2Fx%3Faff%3D9&h=AT0",
    "https://rencontre.example.com/x?aff=9",
  ],
  ["link", "https://exemple.fr/x?mail=lou%40exemple.fr&y=1", "https://exemple.fr/x?y=1"],
  ["link", "https://bücher.example.com/", "https://xn--bcher-kva.example.com"],
  ["link", "https://paypal.me/LouVesper/25EUR", "louvesper", "paypal_me"],
  ["link", "wa.me/33612345678?text=salut", "+33612345678", "whatsapp_phone"],
  ["domain", "https://www.a.b.exemple.co.uk/x", "exemple.co.uk"],
  ["domain", "BÜCHER.com", "xn--bcher-kva.com"],
  ["domain", "lou.github.io", "lou.github.io"],
  ["affiliate_id", "https://x.rencontre.com/land?affid=1234&s1=camp7&clickid=zz", "rencontre.com affiliate 1234"],
  ["affiliate_id", "rencontre.com sub camp7", "rencontre.com sub camp7"],
  ["paypal_me", "@LouVesper", "louvesper"],
  ["paypal_me", "https://www.paypal.com/paypalme/LouVesper", "louvesper"],
  ["paypal_me", "https://www.paypal.com/paypalme/my/LouVesper", "louvesper"],
  ["paypal_me", "paypal.com/fr/paypalme2/louvesper/10", "louvesper"],
  ["paypal_email", "Lou.Vesper+x@Exemple.FR", "lou.vesper+x@exemple.fr"],
  ["paypal_email", "https://www.paypal.com/donate?business=lou@exemple.fr", "lou@exemple.fr"],
  ["paypal_id", "https://www.paypal.com/donate/?hosted_button_id=ABCDEFGHJKLMN", "button:ABCDEFGHJKLMN"],
  ["paypal_id", "https://www.paypal.com/pools/c/8abcDEF012", "pool:8abcDEF012"],
  ["leetchi", "https://www.leetchi.com/fr/c/pour-lou-qM6Pq8", "pour-lou-qM6Pq8"],
  ["leetchi", "leetchi.com/c/pour-lou-qM6Pq8?utm_source=copylink", "pour-lou-qM6Pq8"],
  ["lydia_pot", "https://lydia-app.com/pots?id=12345-pour-lou", "12345-pour-lou"],
  ["lydia_pot", "https://pots.lydia.me/collect/pots?id=12345-pour-lou", "12345-pour-lou"],
  ["lydia_pot", "https://lydia-app.com/collect/12345-pour-lou/fr", "12345-pour-lou"],
  ["lydia_pot", "https://lydia-app.com/p/pour-lou", "pour-lou"],
  ["lydia_handle", "@Lou.Vesper", "lou.vesper"],
  ["pot_commun", "https://www.lepotcommun.fr/pot/solidaire/ab12cd34", "ab12cd34"],
  ["pot_commun", "lepotcommun.fr/pot/ab12cd34", "ab12cd34"],
  ["payment_phone", "06 12 34 56 78", "+33612345678"],
  ["payment_phone", "0033612345678", "+33612345678"],
  ["payment_phone", "+32 470 12 34 56", "+32470123456"],
  ["revolut", "revolut.me/LouV", "louv"],
  ["revolut", "@louv123", "louv123"],
  ["revolut", "https://revolut.me/lou_vesper/18eur", "lou_vesper"],
  ["revolut", "https://revolut.me/p/Zwx3OJmjhr/20", "p/Zwx3OJmjhr"],
  ["cash_app", "$LouVesper", "louvesper"],
  ["cash_app", "https://cash.app/$LouVesper", "louvesper"],
  ["ko_fi", "https://ko-fi.com/LouVesper", "louvesper"],
  ["buy_me_a_coffee", "https://www.buymeacoffee.com/lou.vesper", "lou.vesper"],
  ["buy_me_a_coffee", "buymeacoff.ee/lou_vesper", "lou_vesper"],
  ["throne", "https://throne.com/LouVesper/wishlist", "louvesper"],
  ["throne", "throne.me/u/LouVesper", "louvesper"],
  ["amazon_wishlist", "https://www.amazon.fr/hz/wishlist/ls/2ABCDEF345GHI?ref_=wl_share", "2ABCDEF345GHI"],
  ["amazon_wishlist", "https://www.amazon.co.uk/gp/registry/wishlist/2ABCDEF345GHI/ref=cm", "2ABCDEF345GHI"],
  ["gift_card", "Carte cadeau iTunes", "apple"],
  ["gift_card", "PCS", "pcs"],
  ["gift_card", "google_play", "google_play"],
  ["snapchat", "@Lou.Vesper", "lou.vesper"],
  ["snapchat", "https://www.snapchat.com/add/lou-vesper?share_id=x", "lou-vesper"],
  ["telegram", "https://t.me/Lou_Vesper", "lou_vesper"],
  ["telegram", "tg://resolve?domain=Lou_Vesper", "lou_vesper"],
  ["telegram", "t.me/s/Lou_Vesper/12", "lou_vesper"],
  ["telegram", "lou-is-not.t.me", "handle_shape"],
  ["telegram_phone", "https://t.me/+33612345678", "+33612345678"],
  ["telegram_invite", "https://t.me/joinchat/AAAAAEXAMPLE_hash1", "AAAAAEXAMPLE_hash1"],
  ["telegram_invite", "https://t.me/+AbCdEfGhIjKlMnOp", "AbCdEfGhIjKlMnOp"],
  ["telegram_invite", "tg://join?invite=AbCdEfGhIjKlMnOp", "AbCdEfGhIjKlMnOp"],
  ["whatsapp_phone", "https://api.whatsapp.com/send?phone=%2B33612345678&text=x", "+33612345678"],
  ["whatsapp_link", "https://wa.me/message/ABCDEF123456", "message/ABCDEF123456"],
  ["whatsapp_link", "https://chat.whatsapp.com/AbCdEfGhIjKlMnOpQrStUv", "chat/AbCdEfGhIjKlMnOpQrStUv"],
  ["signal_phone", "https://signal.me/#p/+33612345678", "+33612345678"],
  [
    "signal_link",
    "https://signal.me/#eu/aBcDeFgHiJkLmNoPqRsTuVwXyZ0123456789-_",
    "eu/aBcDeFgHiJkLmNoPqRsTuVwXyZ0123456789-_",
  ],
  ["signal_username", "Lou_Vesper.01", "lou_vesper.01"],
  ["phone", "tel:+33612345678", "+33612345678"],
];

const bad: Row[] = [
  ["link", "", "empty"],
  ["link", "javascript:alert(1)", "not_a_link"],
  ["link", "ftp://exemple.fr/x", "not_a_link"],
  ["link", "http://127.0.0.1/x", "not_public"],
  ["link", "http://serveur.local/", "not_public"],
  ["link", "deux mots", "not_a_link"],
  ["domain", "co.uk", "not_a_domain"],
  ["domain", "localhost", "not_a_domain"],
  ["domain", "10.0.0.1", "not_a_domain"],
  ["affiliate_id", "https://rencontre.com/x?page=2", "no_affiliate_id"],
  ["paypal_me", "lou.vesper", "handle_shape"],
  ["paypal_me", "https://leetchi.com/c/pour-lou-qM6Pq8", "pour-lou-qM6Pq8", "leetchi"],
  ["paypal_me", "https://exemple.fr/lou", "not_of_this_service"],
  ["paypal_email", "lou@exemple", "not_an_email"],
  ["paypal_email", "lou..v@exemple.fr", "not_an_email"],
  ["cash_app", "$250", "handle_shape"],
  ["payment_phone", "06 12 34", "not_a_phone"],
  ["payment_phone", "appelle-moi", "not_a_phone"],
  ["gift_card", "bijouterie du coin", "unknown_brand"],
  ["snapchat", "lo", "handle_shape"],
  ["snapchat", "1lou", "handle_shape"],
  ["snapchat", "lou..v", "handle_shape"],
  ["telegram", "lou", "handle_shape"],
  ["telegram", "lou__vesper", "handle_shape"],
  ["telegram", "https://t.me/addstickers/Lou", "not_of_this_service"],
  ["signal_username", "lou", "handle_shape"],
  ["signal_username", "lou.00", "handle_shape"],
  ["bio_text", "trop court", "too_short_to_compare"],
];

describe("a value of each kind", () => {
  it.each([...good, ...bad].map((row) => ({ row, name: `${row[0]} ${JSON.stringify(row[1])} is ${row[2]}` })))(
    "$name",
    ({ row: [subkind, text, expected, turnsOut] }) => {
      const reading = parseObservable(subkind, text);
      expect(reading.ok ? reading.observable.canonical : reading.problem).toBe(expected);
      if (reading.ok) expect(reading.observable.subkind).toBe(turnsOut ?? subkind);
    },
  );

  it("reads its own canonical value as that value again", () => {
    for (const [subkind, text] of good) {
      const reading = parseObservable(subkind, text);
      if (reading.ok)
        expect([reading.observable.canonical, isCanonical(reading.observable)]).toEqual([
          reading.observable.canonical,
          true,
        ]);
    }
  });
});
