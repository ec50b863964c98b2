{{- define "dialtone.name" -}}
{{- printf "%s" .Release.Name | trunc 52 | trimSuffix "-" -}}
{{- end -}}

{{- define "dialtone.selector" -}}
app: {{ include "dialtone.name" . }}
app.kubernetes.io/name: dialtone
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "dialtone.labels" -}}
{{ include "dialtone.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" }}
{{- end -}}
