using Tiphys.Api.Core.V1;
using Tiphys.ApiServer.Kinds.Shared;
using Tiphys.ApiServer.Registry;
using Tiphys.ApiServer.Requests;
using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Kinds.Core;

/// <summary>Rules of secrets (pkg/registry/core/secret).</summary>
public sealed class SecretStrategy : ResourceStrategy<Secret>
{
    /// <inheritdoc/>
    protected override Secret Default(Secret value) => value with
    {
        Type = value.Type.Or(SecretType.Opaque),
        Data = value.StringData.IsEmpty ? FrozenData.WithoutNulls(value.Data) : FrozenData.WithoutNulls(value.Data).SetItems(value.StringData.Select(Encode)),
        StringData = default,
    };

    /// <inheritdoc/>
    public override IReadOnlyList<string> SelectableFields { get; } = ["type"];

    /// <inheritdoc/>
    protected override string? SelectableField(Secret value, string field) => field == "type" ? value.Type : null;

    /// <inheritdoc/>
    protected override Secret PrepareForUpdate(RequestContext context, Secret value, Secret old) => value.Type.Length == 0 ? value with { Type = old.Type } : value;

    private static KeyValuePair<string, ApiBytes> Encode(KeyValuePair<string, string> entry) =>
        new(entry.Key, new ApiBytes(System.Text.Encoding.UTF8.GetBytes(entry.Value)));

    /// <inheritdoc/>
    protected override void Validate(RequestContext context, Secret value, FieldErrors errors) => SecretValidation.Validate(value, errors);

    /// <inheritdoc/>
    protected override void ValidateUpdate(RequestContext context, Secret value, Secret old, FieldErrors errors) =>
        SecretValidation.ValidateUpdate(value, old, errors);

    /// <inheritdoc/>
    protected override IEnumerable<string> Warnings(RequestContext context, Secret value, Secret? old) =>
        value.Type == SecretType.TLS && TlsKeyPair.Problem(value.Data.GetValueOrDefault("tls.crt"), value.Data.GetValueOrDefault("tls.key")) is { } problem ? [problem] : [];
}
