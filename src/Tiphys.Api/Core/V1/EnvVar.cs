namespace Tiphys.Api.Core.V1;

/// <summary>One environment variable that is set in a container.</summary>
[ApiType("io.k8s.api.core.v1.EnvVar")]
public sealed partial record EnvVar
{
    /// <summary>Name of the variable, made of printable ASCII characters other than the equals sign.</summary>
    [ApiField("name", 1)]
    public partial string Name { get; init; }

    /// <summary>Literal value in which $(NAME) refers to earlier variables and $$ escapes a dollar; defaults to empty.</summary>
    [ApiField("value", 2, OmitEmpty = true, Optional = true)]
    public partial string Value { get; init; }

    /// <summary>Source from which the value is read; cannot be used with a non-empty literal value.</summary>
    [ApiField("valueFrom", 3, OmitEmpty = true, Optional = true)]
    public partial EnvVarSource? ValueFrom { get; init; }
}
