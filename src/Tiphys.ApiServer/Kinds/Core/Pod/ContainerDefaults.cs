using Tiphys.Api.Core.V1;
using Tiphys.ApiServer.Kinds.Shared;

namespace Tiphys.ApiServer.Kinds.Core;

/// <summary>Defaults of containers, wherever a pod specification is (pkg/apis/core/v1/defaults.go).</summary>
internal static class ContainerDefaults
{
    private const string MessagePath = "/dev/termination-log";

    public static Container Apply(Container container) => container with
    {
        Ports = container.Ports.Map(Port),
        Env = container.Env.Map(Env),
        Resources = Resources(container.Resources),
        LivenessProbe = Probe(container.LivenessProbe),
        ReadinessProbe = Probe(container.ReadinessProbe),
        StartupProbe = Probe(container.StartupProbe),
        Lifecycle = Lifecycle(container.Lifecycle),
        TerminationMessagePath = container.TerminationMessagePath.Or(MessagePath),
        TerminationMessagePolicy = container.TerminationMessagePolicy.Or(TerminationMessagePolicy.File),
        ImagePullPolicy = container.ImagePullPolicy.Or(PullPolicyFor(container.Image)),
    };

    public static EphemeralContainer Apply(EphemeralContainer container) => container with
    {
        EphemeralContainerCommon = Common(container.EphemeralContainerCommon),
    };

    /// <summary>The part of an ephemeral container that it shares with others.</summary>
    public static Container AsContainer(EphemeralContainerCommon common) => Container.Empty with
    {
        Name = common.Name,
        Image = common.Image,
        Command = common.Command,
        Args = common.Args,
        WorkingDir = common.WorkingDir,
        Ports = common.Ports,
        EnvFrom = common.EnvFrom,
        Env = common.Env,
        Resources = common.Resources,
        ResizePolicy = common.ResizePolicy,
        RestartPolicy = common.RestartPolicy,
        RestartPolicyRules = common.RestartPolicyRules,
        VolumeMounts = common.VolumeMounts,
        VolumeDevices = common.VolumeDevices,
        LivenessProbe = common.LivenessProbe,
        ReadinessProbe = common.ReadinessProbe,
        StartupProbe = common.StartupProbe,
        Lifecycle = common.Lifecycle,
        TerminationMessagePath = common.TerminationMessagePath,
        TerminationMessagePolicy = common.TerminationMessagePolicy,
        ImagePullPolicy = common.ImagePullPolicy,
        SecurityContext = common.SecurityContext,
        Stdin = common.Stdin,
        StdinOnce = common.StdinOnce,
        TTY = common.TTY,
    };

    public static string PullPolicyFor(string image) => ImageTag.IsLatest(image) ? PullPolicy.Always : PullPolicy.IfNotPresent;

    private static EphemeralContainerCommon Common(EphemeralContainerCommon container) => container with
    {
        Ports = container.Ports.Map(Port),
        Env = container.Env.Map(Env),
        Resources = Resources(container.Resources),
        LivenessProbe = Probe(container.LivenessProbe),
        ReadinessProbe = Probe(container.ReadinessProbe),
        StartupProbe = Probe(container.StartupProbe),
        Lifecycle = Lifecycle(container.Lifecycle),
        TerminationMessagePath = container.TerminationMessagePath.Or(MessagePath),
        TerminationMessagePolicy = container.TerminationMessagePolicy.Or(TerminationMessagePolicy.File),
        ImagePullPolicy = container.ImagePullPolicy.Or(PullPolicyFor(container.Image)),
    };

    private static ContainerPort Port(ContainerPort port) => port.Protocol.Length > 0 ? port : port with { Protocol = Protocol.TCP };

    private static EnvVar Env(EnvVar variable) => variable.ValueFrom switch
    {
        { FieldRef: { APIVersion: "" } field } source => variable with { ValueFrom = source with { FieldRef = field with { APIVersion = "v1" } } },
        { FileKeyRef: { Optional: null } key } source => variable with { ValueFrom = source with { FileKeyRef = key with { Optional = false } } },
        _ => variable,
    };

    public static ResourceRequirements Resources(ResourceRequirements resources) => resources with
    {
        Limits = resources.Limits.ToMilliScale(),
        Requests = resources.Requests.ToMilliScale(),
    };

    private static Probe? Probe(Probe? probe) => probe is null ? null : probe with
    {
        ProbeHandler = probe.ProbeHandler with
        {
            HTTPGet = HttpGet(probe.ProbeHandler.HTTPGet),
            GRPC = probe.ProbeHandler.GRPC is { Service: null } grpc ? grpc with { Service = "" } : probe.ProbeHandler.GRPC,
        },
        TimeoutSeconds = probe.TimeoutSeconds.Or(1),
        PeriodSeconds = probe.PeriodSeconds.Or(10),
        SuccessThreshold = probe.SuccessThreshold.Or(1),
        FailureThreshold = probe.FailureThreshold.Or(3),
    };

    private static Lifecycle? Lifecycle(Lifecycle? lifecycle) => lifecycle is null ? null : lifecycle with
    {
        PostStart = Handler(lifecycle.PostStart),
        PreStop = Handler(lifecycle.PreStop),
    };

    private static LifecycleHandler? Handler(LifecycleHandler? handler) => handler is null ? null : handler with { HTTPGet = HttpGet(handler.HTTPGet) };

    private static HTTPGetAction? HttpGet(HTTPGetAction? action) => action is null ? null : action with
    {
        Path = action.Path.Or("/"),
        Scheme = action.Scheme.Or(URIScheme.HTTP),
    };

}
