namespace Tiphys.Api.Core.V1;

/// <summary>Imports all entries of a ConfigMap or Secret as environment variables.</summary>
[ApiType("io.k8s.api.core.v1.EnvFromSource")]
public sealed partial record EnvFromSource
{
    /// <summary>Text put in front of each imported key to form the variable name.</summary>
    [ApiField("prefix", 1, OmitEmpty = true, Optional = true)]
    public partial string Prefix { get; init; }

    /// <summary>ConfigMap whose entries are imported; excludes the secret reference.</summary>
    [ApiField("configMapRef", 2, OmitEmpty = true, Optional = true)]
    public partial ConfigMapEnvSource? ConfigMapRef { get; init; }

    /// <summary>Secret whose entries are imported; excludes the config map reference.</summary>
    [ApiField("secretRef", 3, OmitEmpty = true, Optional = true)]
    public partial SecretEnvSource? SecretRef { get; init; }
}
