using System.Buffers.Text;
using Tiphys.Api.Json;
using Tiphys.ApiServer.Discovery;
using Tiphys.ApiServer.Pipeline;

namespace Tiphys.ApiServer.ServiceAccounts;

/// <summary>
/// <c>/.well-known/openid-configuration</c> and <c>/openid/v1/jwks</c>: with what others check the tokens of service accounts
/// (OpenID Connect Discovery 1.0, RFC 7517).
/// </summary>
public sealed class OpenIdEndpoint(ApiServerCore server, string issuer, ServiceAccountKey key) : IEndpoint
{
    private const string ConfigurationPath = "/.well-known/openid-configuration";
    private const string KeysPath = "/openid/v1/jwks";
    private const string KeysType = "application/jwk-set+json";

    /// <inheritdoc/>
    public bool Matches(RequestInfo request) => request.Path is ConfigurationPath or KeysPath;

    /// <inheritdoc/>
    public Task HandleAsync(ApiCall call)
    {
        var request = call.Http.Request;
        var (type, write) = call.Request.Path == KeysPath
            ? (KeysType, (Action<JsonWriter>)WriteKeys)
            : (MediaFormat.Json, writer => WriteConfiguration(writer, $"{request.Scheme}://{request.Host}{KeysPath}"));
        MediaFormat.CheckNamed(request.Headers.Accept.ToString(), [type], [type]);
        return new ResponseWriter(server, call.Http).WriteJsonAsync(200, type, write, "public, max-age=3600");
    }

    private void WriteConfiguration(JsonWriter writer, string keysAddress)
    {
        writer.StartObject();
        writer.Text("issuer", issuer);
        writer.Text("jwks_uri", keysAddress);
        writer.Texts("response_types_supported", ["id_token"]);
        writer.Texts("subject_types_supported", ["public"]);
        writer.Texts("id_token_signing_alg_values_supported", ["RS256"]);
        writer.EndObject();
    }

    private void WriteKeys(JsonWriter writer)
    {
        writer.StartObject();
        writer.NameOf("keys");
        writer.StartArray();
        writer.StartObject();
        writer.Text("use", "sig");
        writer.Text("kty", "RSA");
        writer.Text("kid", key.Id);
        writer.Text("alg", "RS256");
        writer.Text("n", Base64Url.EncodeToString(key.Public.Modulus));
        writer.Text("e", Base64Url.EncodeToString(key.Public.Exponent));
        writer.EndObject();
        writer.EndArray();
        writer.EndObject();
    }
}
