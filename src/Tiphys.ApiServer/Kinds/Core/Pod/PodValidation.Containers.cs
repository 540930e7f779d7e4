using System.Globalization;
using Tiphys.Api.Core.V1;
using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Kinds.Core;

/// <content>Containers: names, images, ports, restart rules.</content>
internal static partial class PodValidation
{
    private static void CheckContainers(PodScope scope, FieldPath path)
    {
        if (scope.Spec.Containers.IsEmpty)
        {
            scope.Errors.Required(path);
            return;
        }

        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < scope.Spec.Containers.Count; i++)
        {
            var container = scope.Spec.Containers[i];
            CheckContainer(scope, container, path.Index(i));
            if (!names.Add(container.Name))
            {
                scope.Errors.Duplicate(path.Index(i).Child("name"), container.Name);
            }

            CheckLifecycleAndProbes(scope, container, path.Index(i));
            CheckRestartRules(container, scope.Errors, path.Index(i));
        }

        CheckHostPortConflicts(scope.Spec.Containers, scope.Errors, path);
    }

    private static void CheckInitContainers(PodScope scope, FieldPath path)
    {
        var names = scope.Spec.Containers.Select(container => container.Name).ToHashSet(StringComparer.Ordinal);
        for (var i = 0; i < scope.Spec.InitContainers.Count; i++)
        {
            var container = scope.Spec.InitContainers[i];
            CheckContainer(scope, container, path.Index(i));
            if (container.RestartPolicy is not null)
            {
                CheckRestartRules(container, scope.Errors, path.Index(i));
            }
            else if (!container.RestartPolicyRules.IsEmpty)
            {
                scope.Errors.Required(path.Index(i).Child("restartPolicy"), "must specify restartPolicy when restart rules are used");
            }

            if (!names.Add(container.Name) && container.Name.Length > 0)
            {
                scope.Errors.Duplicate(path.Index(i).Child("name"), container.Name);
            }

            CheckHostPortConflicts([container], scope.Errors, path);
            if (container.RestartPolicy == ContainerRestartPolicy.Always)
            {
                CheckLifecycleAndProbes(scope, container, path.Index(i));
            }
            else
            {
                CheckEndsByItself(container, scope.Errors, path.Index(i));
            }
        }
    }

    private static void CheckEndsByItself(Container container, FieldErrors errors, FieldPath path)
    {
        ForbidSet(
            errors,
            path,
            "may not be set for init containers without restartPolicy=Always",
            ("lifecycle", container.Lifecycle is not null),
            ("livenessProbe", container.LivenessProbe is not null),
            ("readinessProbe", container.ReadinessProbe is not null),
            ("startupProbe", container.StartupProbe is not null));
        for (var j = 0; j < container.ResizePolicy.Count; j++)
        {
            if (container.ResizePolicy[j].RestartPolicy == ResourceResizeRestartPolicy.RestartContainer)
            {
                errors.Invalid(
                    path.Child("resizePolicy").Index(j).Child("restartPolicy"),
                    "RestartContainer",
                    "must not be set to 'RestartContainer' for non-sidecar initContainers");
            }
        }
    }

    private static void CheckContainer(PodScope scope, Container container, FieldPath path)
    {
        var errors = scope.Errors;
        if (container.Name.Length == 0)
        {
            errors.Required(path.Child("name"));
        }
        else
        {
            errors.InvalidFor(path.Child("name"), container.Name, Formats.Dns1123Label(container.Name));
        }

        if (container.Image.Length == 0)
        {
            errors.Required(path.Child("image"));
        }

        errors.CheckRequiredAndSupported(
            path.Child("terminationMessagePolicy"),
            container.TerminationMessagePolicy,
            TerminationMessagePolicy.File,
            TerminationMessagePolicy.FallbackToLogsOnError);
        CheckPorts(container.Ports, errors, path.Child("ports"));
        CheckEnv(container.Env, errors, path.Child("env"));
        CheckEnvFrom(container.EnvFrom, errors, path.Child("envFrom"));
        CheckMounts(scope, container, path.Child("volumeMounts"));
        CheckDevices(scope, container, path.Child("volumeDevices"));
        CheckPullPolicy(container.ImagePullPolicy, errors, path.Child("imagePullPolicy"));
        CheckResources(scope, container.Resources, path.Child("resources"), CheckContainerResourceName);
        CheckResizePolicy(scope, container.ResizePolicy, path.Child("resizePolicy"));
        CheckSecurity(scope.Spec, container.SecurityContext, errors, path.Child("securityContext"));
    }

    private static void CheckPullPolicy(string policy, FieldErrors errors, FieldPath path) =>
        errors.CheckRequiredAndSupported(path, policy, PullPolicy.Always, PullPolicy.IfNotPresent, PullPolicy.Never);

    private static void CheckPorts(ApiList<ContainerPort> ports, FieldErrors errors, FieldPath path)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < ports.Count; i++)
        {
            var port = ports[i];
            var at = path.Index(i);
            var reasons = port.Name.Length > 0 ? Formats.PortName(port.Name).ToList() : [];
            errors.InvalidFor(at.Child("name"), port.Name, reasons);
            if (port.Name.Length > 0 && reasons.Count == 0 && !names.Add(port.Name))
            {
                errors.Duplicate(at.Child("name"), port.Name);
            }

            if (port.Port == 0)
            {
                errors.Required(at.Child("containerPort"));
            }
            else
            {
                errors.InvalidFor(at.Child("containerPort"), port.Port, Formats.PortNumber(port.Port));
            }

            if (port.HostPort != 0)
            {
                errors.InvalidFor(at.Child("hostPort"), port.HostPort, Formats.PortNumber(port.HostPort));
            }

            errors.CheckRequiredAndSupported(at.Child("protocol"), port.Protocol, Protocol.SCTP, Protocol.TCP, Protocol.UDP);
        }
    }

    private static void CheckHostPortConflicts(ApiList<Container> containers, FieldErrors errors, FieldPath path)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < containers.Count; i++)
        {
            for (var j = 0; j < containers[i].Ports.Count; j++)
            {
                var port = containers[i].Ports[j];
                var key = string.Create(CultureInfo.InvariantCulture, $"{port.Protocol}/{port.HostIP}/{port.HostPort}");
                if (port.HostPort != 0 && !taken.Add(key))
                {
                    errors.Duplicate(path.Index(i).Child("ports").Index(j).Child("hostPort"), key);
                }
            }
        }
    }

    private static void CheckRestartRules(Container container, FieldErrors errors, FieldPath path)
    {
        if (container.RestartPolicy is { } policy)
        {
            errors.CheckSupported(
                path.Child("restartPolicy"), policy, ContainerRestartPolicy.Always, ContainerRestartPolicy.Never, ContainerRestartPolicy.OnFailure);
        }
        else if (!container.RestartPolicyRules.IsEmpty)
        {
            errors.Required(path.Child("restartPolicy"), "must specify restartPolicy when restart rules are used");
        }

        var rules = path.Child("restartPolicyRules");
        if (container.RestartPolicyRules.Count > 20)
        {
            errors.TooMany(rules, container.RestartPolicyRules.Count, 20);
        }

        for (var i = 0; i < container.RestartPolicyRules.Count; i++)
        {
            var rule = container.RestartPolicyRules[i];
            errors.CheckSupported(rules.Index(i).Child("action"), rule.Action, "Restart", "RestartAllContainers");
            if (rule.ExitCodes is not { } codes)
            {
                errors.Required(rules.Index(i).Child("exitCodes"), "must be specified");
                continue;
            }

            errors.CheckSupported(rules.Index(i).Child("exitCodes").Child("operator"), codes.Operator, "In", "NotIn");
            if (codes.Values.Count > 255)
            {
                errors.TooMany(rules.Index(i).Child("exitCodes").Child("values"), codes.Values.Count, 255);
            }
        }
    }

    private static void CheckResizePolicy(PodScope scope, ApiList<ContainerResizePolicy> policies, FieldPath path)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < policies.Count; i++)
        {
            var policy = policies[i];
            if (!seen.Add(policy.ResourceName))
            {
                scope.Errors.Duplicate(path.Index(i), policy.ResourceName);
            }

            scope.Errors.CheckRequiredAndSupported(path, policy.ResourceName, "cpu", "memory");
            scope.Errors.CheckRequiredAndSupported(
                path, policy.RestartPolicy, ResourceResizeRestartPolicy.NotRequired, ResourceResizeRestartPolicy.RestartContainer);
            if (scope.Spec.RestartPolicy == RestartPolicy.Never && policy.RestartPolicy != ResourceResizeRestartPolicy.NotRequired)
            {
                scope.Errors.Invalid(path, policy.RestartPolicy, "must be 'NotRequired' when pod `restartPolicy` is 'Never'");
            }
        }
    }

    private static void CheckEphemeralContainers(PodScope scope, FieldPath path)
    {
        var others = scope.Spec.Containers.Concat(scope.Spec.InitContainers).Select(container => container.Name).ToHashSet(StringComparer.Ordinal);
        var names = new HashSet<string>(others, StringComparer.Ordinal);
        for (var i = 0; i < scope.Spec.EphemeralContainers.Count; i++)
        {
            var container = ContainerDefaults.AsContainer(scope.Spec.EphemeralContainers[i].EphemeralContainerCommon);
            var target = scope.Spec.EphemeralContainers[i].TargetContainerName;
            CheckContainer(scope, container, path.Index(i));
            CheckImageBlanks(container, scope.Errors, path.Index(i));
            if (!names.Add(container.Name))
            {
                scope.Errors.Duplicate(path.Index(i).Child("name"), container.Name);
            }

            if (target.Length > 0 && !others.Contains(target))
            {
                scope.Errors.NotFound(path.Index(i).Child("targetContainerName"), target);
            }

            CheckEphemeralFields(container, scope.Errors, path.Index(i));
        }
    }

    private static void CheckEphemeralFields(Container container, FieldErrors errors, FieldPath path)
    {
        const string Message = "cannot be set for an Ephemeral Container";
        ForbidSet(
            errors,
            path,
            Message,
            ("ports", !container.Ports.IsDefault),
            ("resources", container.Resources != ResourceRequirements.Empty),
            ("resizePolicy", !container.ResizePolicy.IsDefault),
            ("restartPolicy", container.RestartPolicy is not null),
            ("restartPolicyRules", !container.RestartPolicyRules.IsDefault),
            ("livenessProbe", container.LivenessProbe is not null),
            ("readinessProbe", container.ReadinessProbe is not null),
            ("startupProbe", container.StartupProbe is not null),
            ("lifecycle", container.Lifecycle is not null));
        for (var i = 0; i < container.VolumeMounts.Count; i++)
        {
            var mount = container.VolumeMounts[i];
            ForbidSet(
                errors,
                path.Child("volumeMounts").Index(i),
                Message,
                ("subPath", mount.SubPath.Length > 0),
                ("subPathExpr", mount.SubPathExpr.Length > 0));
        }
    }

    private static void CheckImageBlanks(ApiList<Container> containers, FieldErrors errors, FieldPath path)
    {
        for (var i = 0; i < containers.Count; i++)
        {
            CheckImageBlanks(containers[i], errors, path.Index(i));
        }
    }

    private static void CheckImageBlanks(Container container, FieldErrors errors, FieldPath path)
    {
        if (container.Image.Trim().Length != container.Image.Length)
        {
            errors.Invalid(path.Child("image"), container.Image, "must not have leading or trailing whitespace");
        }
    }
}
