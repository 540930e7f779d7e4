using Tiphys.Api.Core.V1;
using Tiphys.ApiServer.Kinds.Shared;
using Tiphys.ApiServer.Registry;
using Tiphys.ApiServer.Requests;
using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Kinds.Core;

/// <summary>Rules of config maps (pkg/registry/core/configmap).</summary>
public sealed class ConfigMapStrategy : ResourceStrategy<ConfigMap>
{
}
