package io.aftercare.oidc;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.aftercare.security.SingleSignOn;
import io.aftercare.security.StaffAccounts;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.core.convert.converter.Converter;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.http.converter.FormHttpMessageConverter;
import org.springframework.security.oauth2.client.endpoint.RestClientAuthorizationCodeTokenResponseClient;
import org.springframework.security.oauth2.client.http.OAuth2ErrorResponseErrorHandler;
import org.springframework.security.oauth2.client.oidc.authentication.OidcIdTokenDecoderFactory;
import org.springframework.security.oauth2.client.oidc.authentication.OidcIdTokenValidator;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserService;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.userinfo.DefaultOAuth2UserService;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.converter.ClaimTypeConverter;
import org.springframework.security.oauth2.core.http.converter.OAuth2AccessTokenResponseHttpMessageConverter;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtDecoderFactory;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;

/** Wires the login by an identity provider; nothing of it exists without the profile {@code oidc}. */
@Configuration(proxyBeanMethods = false)
@Profile("oidc")
@EnableConfigurationProperties(OidcProperties.class)
class OidcConfiguration {

    @Bean
    OidcRegistration oidcRegistration(OidcProperties properties, Environment environment) {
        List<String> faults = new ArrayList<>();
        if (!properties.issuer().matches("https?://[^\\s?#]+")) {
            faults.add("AFTERCARE_OIDC_ISSUER is not the address of an issuer");
        } else if (environment.acceptsProfiles(Profiles.of("production"))
                && !properties.issuer().startsWith("https://")) {
            faults.add("AFTERCARE_OIDC_ISSUER is not https");
        }
        if (properties.clientId().isBlank()) {
            faults.add("AFTERCARE_OIDC_CLIENT_ID is not set");
        }
        if (!properties.scopes().contains("openid")) {
            faults.add("aftercare.oidc.scopes lacks openid");
        }
        if (SignatureAlgorithm.from(properties.algorithm()) == null) {
            faults.add("aftercare.oidc.algorithm is no asymmetric signature");
        }
        if (!faults.isEmpty()) {
            throw new IllegalStateException("The profile oidc is not complete: " + String.join("; ", faults));
        }
        return new OidcRegistration(
                properties,
                RestClient.builder().requestFactory(factory(properties)).build());
    }

    @Bean
    SingleSignOn oidcSignOn(
            OidcProperties properties,
            OidcRegistration registration,
            OidcAccounts accounts,
            StaffAccounts staff,
            ObjectMapper json) {
        RestClientAuthorizationCodeTokenResponseClient tokens = new RestClientAuthorizationCodeTokenResponseClient();
        tokens.setRestClient(RestClient.builder()
                .requestFactory(factory(properties))
                .messageConverters(converters -> {
                    converters.clear();
                    converters.add(new FormHttpMessageConverter());
                    converters.add(new OAuth2AccessTokenResponseHttpMessageConverter());
                })
                .defaultStatusHandler(new OAuth2ErrorResponseErrorHandler())
                .build());
        RestTemplate userInfo = new RestTemplate(factory(properties));
        userInfo.setErrorHandler(new OAuth2ErrorResponseErrorHandler());
        DefaultOAuth2UserService plain = new DefaultOAuth2UserService();
        plain.setRestOperations(userInfo);
        OidcUserService users = new OidcUserService();
        users.setOauth2UserService(plain);
        return new OidcSignOn(
                properties, registration, tokens, users, new OidcClaims(properties, json), accounts, staff);
    }

    /** Signature, issuer, audience, nonce and times of the id token; keys are fetched with a time limit. */
    @Bean
    JwtDecoderFactory<ClientRegistration> oidcTokenDecoders(OidcProperties properties) {
        RestTemplate keys = new RestTemplate(factory(properties));
        Converter<Map<String, Object>, Map<String, Object>> types =
                new ClaimTypeConverter(OidcIdTokenDecoderFactory.createDefaultClaimTypeConverters());
        return new JwtDecoderFactory<>() {

            private volatile @Nullable NimbusJwtDecoder known;

            @Override
            public JwtDecoder createDecoder(ClientRegistration registration) {
                NimbusJwtDecoder decoder = known;
                if (decoder == null) {
                    decoder = decoder(registration);
                    known = decoder;
                }
                return decoder;
            }

            private NimbusJwtDecoder decoder(ClientRegistration registration) {
                OidcIdTokenValidator token = new OidcIdTokenValidator(registration);
                token.setClockSkew(properties.clockSkew());
                NimbusJwtDecoder decoder = NimbusJwtDecoder.withJwkSetUri(
                                registration.getProviderDetails().getJwkSetUri())
                        .jwsAlgorithm(SignatureAlgorithm.from(properties.algorithm()))
                        .restOperations(keys)
                        .build();
                decoder.setClaimSetConverter(types);
                decoder.setJwtValidator(
                        new DelegatingOAuth2TokenValidator<>(new JwtTimestampValidator(properties.clockSkew()), token));
                return decoder;
            }
        };
    }

    private static JdkClientHttpRequestFactory factory(OidcProperties properties) {
        JdkClientHttpRequestFactory factory = new JdkClientHttpRequestFactory(HttpClient.newBuilder()
                .connectTimeout(properties.timeout())
                .followRedirects(HttpClient.Redirect.NEVER)
                .version(HttpClient.Version.HTTP_1_1)
                .build());
        factory.setReadTimeout(properties.timeout());
        return factory;
    }
}
