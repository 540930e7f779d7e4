using Tiphys.Api.Core.V1;
using Tiphys.ApiServer.Kinds.Shared;
using Tiphys.ApiServer.Registry;
using Tiphys.ApiServer.Requests;
using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Kinds.Core;

/// <summary>Rules of service accounts (pkg/registry/core/serviceaccount).</summary>
public sealed class ServiceAccountStrategy : ResourceStrategy<ServiceAccount>
{
    private const string MountableOnly = "kubernetes.io/enforce-mountable-secrets";

    /// <inheritdoc/>
    public override bool ReturnsDeletedObject => true;

    /// <inheritdoc/>
    protected override ServiceAccount PrepareForCreate(RequestContext context, ServiceAccount value) => WithSecretNames(value);

    /// <inheritdoc/>
    protected override ServiceAccount PrepareForUpdate(RequestContext context, ServiceAccount value, ServiceAccount old) => WithSecretNames(value);

    /// <inheritdoc/>
    protected override IEnumerable<string> Warnings(RequestContext context, ServiceAccount value, ServiceAccount? old) =>
        value.Metadata.Annotations.ContainsKey(MountableOnly) && old?.Metadata.Annotations.ContainsKey(MountableOnly) != true
            ? [$"metadata.annotations[{MountableOnly}]: deprecated in v1.32+; prefer separate namespaces to isolate access to mounted secrets"]
            : [];

    // Secrets are those of the account's namespace: nothing but their names counts.
    private static ServiceAccount WithSecretNames(ServiceAccount value) =>
        value with { Secrets = value.Secrets.Map(secret => ObjectReference.Empty with { Name = secret.Name }) };
}
