package io.aftercare.oidc;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * What a house says of its identity provider (issue 5.6).
 *
 * @param name what the button calls the provider
 * @param clientSecret empty for a public client
 * @param userClaim names a new account; whose account it is tell issuer and sub alone
 * @param roleClaims JSON pointers (RFC 6901) into the claims; {@code {client-id}} stands for the client's id
 * @param roles the group of the house for a role of the provider; a role that is called like a group needs no entry,
 *     except for those that are never given unasked
 * @param links accounts of the table that an administrator hands over to a person of the provider: user id and sub
 * @param signInAgainAfter the longest that a session lives on without a new word of the provider
 * @param forgetGroupsAfter who did not come for so long leaves all groups
 */
@ConfigurationProperties("aftercare.oidc")
record OidcProperties(
        String name,
        String issuer,
        String clientId,
        String clientSecret,
        List<String> scopes,
        String algorithm,
        Duration clockSkew,
        Duration timeout,
        String userClaim,
        List<String> roleClaims,
        Map<String, String> roles,
        Map<String, String> links,
        Duration signInAgainAfter,
        Duration forgetGroupsAfter) {

    OidcProperties {
        scopes = scopes == null ? List.of() : List.copyOf(scopes);
        roleClaims = roleClaims == null ? List.of() : List.copyOf(roleClaims);
        roles = roles == null ? Map.of() : Map.copyOf(roles);
        links = links == null ? Map.of() : Map.copyOf(links);
    }

    @Override
    public String toString() {
        return "OidcProperties[issuer=" + issuer + "]";
    }
}
