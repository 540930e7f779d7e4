using System.Text;
using System.Text.Json;
using Tiphys.Api.Core.V1;
using Tiphys.ApiServer.Kinds.Shared;
using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Kinds.Core;

/// <summary>Rules of secrets (pkg/apis/core/validation).</summary>
internal static class SecretValidation
{
    private const int MaxBytes = 1024 * 1024;
    private const string AccountAnnotation = "kubernetes.io/service-account.name";
    private static readonly FieldPath Path = FieldPath.Root("data");

    public static void Validate(Secret secret, FieldErrors errors)
    {
        foreach (var key in secret.Data.Keys)
        {
            errors.InvalidFor(Path.Key(key), key, Formats.ConfigMapKey(key));
        }

        if (secret.Data.Values.Sum(value => (long)value.Length) > MaxBytes)
        {
            errors.TooLong(Path, MaxBytes);
        }

        CheckType(secret, errors);
    }

    public static void ValidateUpdate(Secret secret, Secret old, FieldErrors errors)
    {
        errors.CheckImmutable(FieldPath.Root("type"), secret.Type, old.Type);
        if (old.Immutable == true)
        {
            FrozenData.Check("immutable", secret.Immutable == true, errors);
            FrozenData.Check("data", secret.Data == old.Data, errors);
        }

        Validate(secret, errors);
    }

    private static void CheckType(Secret secret, FieldErrors errors)
    {
        switch (secret.Type)
        {
            case SecretType.ServiceAccountToken:
                if (string.IsNullOrEmpty(secret.Metadata.Annotations.GetValueOrDefault(AccountAnnotation)))
                {
                    errors.Required(FieldPath.Root("metadata").Child("annotations").Key(AccountAnnotation));
                }

                break;
            case SecretType.Dockercfg:
                CheckJson(secret.Data, ".dockercfg", errors);
                break;
            case SecretType.DockerConfigJson:
                CheckJson(secret.Data, ".dockerconfigjson", errors);
                break;
            case SecretType.BasicAuth when !secret.Data.ContainsKey("username") && !secret.Data.ContainsKey("password"):
                errors.Required(Path.Key("username"));
                errors.Required(Path.Key("password"));
                break;
            case SecretType.SSHAuth when secret.Data.GetValueOrDefault("ssh-privatekey").Length == 0:
                errors.Required(Path.Key("ssh-privatekey"));
                break;
            case SecretType.TLS:
                CheckThere(secret.Data, "tls.crt", errors);
                CheckThere(secret.Data, "tls.key", errors);
                break;
        }
    }

    private static bool CheckThere(ApiMap<ApiBytes> data, string key, FieldErrors errors)
    {
        if (!data.ContainsKey(key))
        {
            errors.Required(Path.Key(key));
        }

        return data.ContainsKey(key);
    }

    private static void CheckJson(ApiMap<ApiBytes> data, string key, FieldErrors errors)
    {
        if (CheckThere(data, key, errors) && JsonProblem(data.GetValueOrDefault(key).AsSpan()) is { } problem)
        {
            errors.Invalid(Path.Key(key), "<secret contents redacted>", problem);
        }
    }

    private static string? JsonProblem(ReadOnlySpan<byte> bytes)
    {
        try
        {
            var reader = new Utf8JsonReader(bytes);
            reader.Read();
            if (reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.Null))
            {
                return $"json: cannot unmarshal {Kind(reader.TokenType)} into Go value of type map[string]interface {{}}";
            }

            reader.Skip();
            while (reader.Read())
            {
                // Whatever comes after the object makes the reader throw.
            }

            return null;
        }
        catch (JsonException error)
        {
            var at = (int)(error.BytePositionInLine ?? 0);
            var text = Encoding.UTF8.GetString(bytes);
            return at >= text.TrimEnd().Length ? "unexpected end of JSON input" : $"invalid character '{text[Math.Min(at, text.Length - 1)]}' looking for beginning of value";
        }
    }

    private static string Kind(JsonTokenType type) => type switch
    {
        JsonTokenType.StartArray => "array",
        JsonTokenType.String => "string",
        JsonTokenType.Number => "number",
        _ => "bool",
    };
}
