namespace Tiphys.Api.Core.V1;

/// <summary>Says what to do when a container exits in a certain way.</summary>
[ApiType("io.k8s.api.core.v1.ContainerRestartRule")]
public sealed partial record ContainerRestartRule
{
    /// <summary>What happens on a match: Restart for the container, or RestartAllContainers for the whole pod.</summary>
    [ApiField("action", 1, OmitEmpty = true, Required = true, TypeName = "v1.ContainerRestartRuleAction")]
    public partial string Action { get; init; }

    /// <summary>Exit codes of the container for which this rule applies.</summary>
    [ApiField("exitCodes", 2, OmitEmpty = true, Optional = true)]
    public partial ContainerRestartRuleOnExitCodes? ExitCodes { get; init; }
}
