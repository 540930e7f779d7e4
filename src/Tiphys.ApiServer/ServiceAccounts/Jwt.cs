using System.Buffers;
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;

namespace Tiphys.ApiServer.ServiceAccounts;

/// <summary>Tokens as text: RFC 7519 with RS256 and the claims of Kubernetes.</summary>
internal static class Jwt
{
    private const string Algorithm = "RS256";

    /// <summary>Signs the claims.</summary>
    public static string Write(TokenClaims claims, ServiceAccountKey key)
    {
        var head = Json(writer =>
        {
            writer.WriteString("alg", Algorithm);
            writer.WriteString("kid", key.Id);
        });
        var text = $"{head}.{Json(writer => Write(writer, claims))}";
        return $"{text}.{Base64Url.EncodeToString(key.Sign(Encoding.ASCII.GetBytes(text)))}";
    }

    /// <summary>The claims of a token whose signature is of one of the keys.</summary>
    public static bool TryRead(string token, IReadOnlyList<ServiceAccountKey> keys, [NotNullWhen(true)] out TokenClaims? claims)
    {
        claims = null;
        var parts = token.Split('.');
        if (parts.Length != 3)
        {
            return false;
        }

        try
        {
            if (!IsSigned(parts, keys))
            {
                return false;
            }

            using var body = JsonDocument.Parse(Base64Url.DecodeFromChars(parts[1]));
            claims = Read(body.RootElement);
            return true;
        }
        catch (Exception failure) when (failure is FormatException or JsonException or KeyNotFoundException or InvalidOperationException)
        {
            // Text from outside that is no token: the caller answers 401.
            return false;
        }
    }

    /// <summary>Whether a token says that an issuer made it; its signature may be wrong.</summary>
    public static bool HasIssuer(string token, string issuer)
    {
        try
        {
            var parts = token.Split('.');
            using var body = JsonDocument.Parse(parts.Length == 3 ? Base64Url.DecodeFromChars(parts[1]) : []);
            return body.RootElement.GetProperty("iss").GetString() == issuer;
        }
        catch (Exception failure) when (failure is FormatException or JsonException or KeyNotFoundException or InvalidOperationException)
        {
            // No token at all.
            return false;
        }
    }

    private static bool IsSigned(string[] parts, IReadOnlyList<ServiceAccountKey> keys)
    {
        using var head = JsonDocument.Parse(Base64Url.DecodeFromChars(parts[0]));
        if (head.RootElement.GetProperty("alg").GetString() != Algorithm)
        {
            return false;
        }

        var id = head.RootElement.TryGetProperty("kid", out var kid) ? kid.GetString() : null;
        var data = Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}");
        var signature = Base64Url.DecodeFromChars(parts[2]);
        return keys.Any(key => (id is null || key.Id == id) && key.Verify(data, signature));
    }

    private static void Write(Utf8JsonWriter writer, TokenClaims claims)
    {
        writer.WriteStartArray("aud");
        foreach (var audience in claims.Audiences)
        {
            writer.WriteStringValue(audience);
        }

        writer.WriteEndArray();
        writer.WriteNumber("exp", claims.Expires);
        writer.WriteNumber("iat", claims.IssuedAt);
        writer.WriteString("iss", claims.Issuer);
        writer.WriteString("jti", claims.Id);
        writer.WriteStartObject("kubernetes.io");
        writer.WriteString("namespace", claims.Namespace);
        Write(writer, "node", claims.Node);
        Write(writer, "pod", claims.Pod);
        Write(writer, "secret", claims.Secret);
        Write(writer, "serviceaccount", claims.ServiceAccount);
        if (claims.WarnAfter != 0)
        {
            writer.WriteNumber("warnafter", claims.WarnAfter);
        }

        writer.WriteEndObject();
        writer.WriteNumber("nbf", claims.NotBefore);
        writer.WriteString("sub", claims.Subject);
    }

    private static void Write(Utf8JsonWriter writer, string name, ObjectIdentity? identity)
    {
        if (identity is not null)
        {
            writer.WriteStartObject(name);
            writer.WriteString("name", identity.Name);
            writer.WriteString("uid", identity.Uid);
            writer.WriteEndObject();
        }
    }

    private static TokenClaims Read(JsonElement body)
    {
        var own = body.GetProperty("kubernetes.io");
        var claims = new TokenClaims
        {
            Issuer = body.GetProperty("iss").GetString() ?? "",
            Audiences = body.GetProperty("aud").EnumerateArray().Select(item => item.GetString() ?? "").ToApiList(),
            Id = body.TryGetProperty("jti", out var id) ? id.GetString() ?? "" : "",
            IssuedAt = body.GetProperty("iat").GetInt64(),
            NotBefore = body.GetProperty("nbf").GetInt64(),
            Expires = body.GetProperty("exp").GetInt64(),
            WarnAfter = own.TryGetProperty("warnafter", out var warn) ? warn.GetInt64() : 0,
            Namespace = own.GetProperty("namespace").GetString() ?? "",
            ServiceAccount = Identity(own, "serviceaccount") ?? throw new KeyNotFoundException("serviceaccount"),
            Pod = Identity(own, "pod"),
            Secret = Identity(own, "secret"),
            Node = Identity(own, "node"),
        };
        return body.GetProperty("sub").GetString() == claims.Subject ? claims : throw new FormatException("sub is not the account");
    }

    private static ObjectIdentity? Identity(JsonElement own, string name) => own.TryGetProperty(name, out var one)
        ? new ObjectIdentity(one.GetProperty("name").GetString() ?? "", one.GetProperty("uid").GetString() ?? "")
        : null;

    private static string Json(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            write(writer);
            writer.WriteEndObject();
        }

        return Base64Url.EncodeToString(buffer.WrittenSpan);
    }
}
